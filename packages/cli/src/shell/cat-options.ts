import { messages } from '@shadowtape/core'
import { InvalidArgumentError } from 'commander'

/** A range of seqs, both ends in it. */
export type SeqRange = { readonly from: number; readonly to: number }

const range = /^(\d{1,15})?(\.\.)?(\d{1,15})?$/

/** Parses `A..B`, `A..`, `..B` or `N`. */
export const seqRangeOption = (text: string): SeqRange => {
  const [, from, dots, to] = range.exec(text) ?? []
  if ((from === undefined && to === undefined) || (dots === undefined && to !== undefined))
    throw new InvalidArgumentError('Give A..B, A.., ..B or N.')
  const first = Number(from ?? 1)
  const last = dots === undefined ? first : Number(to ?? Number.MAX_SAFE_INTEGER)
  if (first > last) throw new InvalidArgumentError(`${text} ends before it begins.`)
  return { from: first, to: last }
}

/** Parses message types parted by commas. */
export const messageTypesOption = (text: string): ReadonlySet<string> => {
  const types = text.split(',').map((type) => type.trim())
  const unknown = types.find((type) => !Object.hasOwn(messages, type))
  if (unknown === undefined) return new Set(types)
  const known = Object.keys(messages).sort((a, b) => (a < b ? -1 : 1))
  const meant = meantBy(unknown, known)
  throw new InvalidArgumentError(
    `There is no message ${JSON.stringify(unknown)}; ` +
      (meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `there are ${known.join(', ')}.`),
  )
}

/** The names that were meant by what is none: in other letters, or with that in them. */
const meantBy = (typed: string, known: ReadonlyArray<string>): ReadonlyArray<string> => {
  const lower = typed.toLowerCase()
  const same = known.filter((type) => type.toLowerCase() === lower)
  const stem = lower.replace(/s$/, '')
  if (same.length > 0 || stem.length < 3) return same
  return known.filter((type) => type.toLowerCase().includes(stem))
}
