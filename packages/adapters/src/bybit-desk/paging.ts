import type { Fields } from './fields'
import { invalid } from './outcome'

/** One page of a list, and where the next begins; an empty text at the end. */
export type Page<T> = { readonly list: ReadonlyArray<T>; readonly nextPageCursor: string }

/**
 * The page that a request asks for. Items come with numbers that fall from one to the next, and a
 * page ends with a cursor that names its last one, so that what is new meanwhile moves nothing.
 *
 * A cursor is percent-encoded text, as Bybit's are. Some clients send it back as it was, some
 * encode it once more: both are read.
 */
export const pageOf = <T extends { readonly number: number }>(
  items: ReadonlyArray<T>,
  fields: Fields,
  { most, usual }: { readonly most: number; readonly usual: number },
): Page<T> => {
  const limit = fields.whole('limit', 1, most, usual)
  const after = cursorOf(fields)
  const left = after === null ? items : items.filter(({ number }) => number < after)
  const list = left.slice(0, limit)
  const last = list.at(-1)
  const isMore = last !== undefined && left.length > limit
  return { list, nextPageCursor: isMore ? encodeURIComponent(`page_token=${last.number}&`) : '' }
}

const cursorOf = (fields: Fields): number | null => {
  const given = fields.text('cursor')
  if (given === null) return null
  const [, number] = /^page_token=([0-9]{1,15})&?$/.exec(decoded(given)) ?? []
  return number === undefined ? fields.fail(invalid('cursor')) : Number(number)
}

/** Decodes until nothing is encoded any more; twice is what clients do, and four times enough. */
const decoded = (text: string): string => {
  let seen = text
  for (let times = 0; times < 4; times++) {
    try {
      const next = decodeURIComponent(seen)
      if (next === seen) return seen
      seen = next
    } catch {
      return seen
    }
  }
  return seen
}
