import { mask } from './mask'

/**
 * A part of a text that must not be shown. `from` is where what makes it known begins, such as the
 * name of its field; a text is never cut between there and `end`.
 */
export type Edit = {
  readonly from: number
  readonly start: number
  readonly end: number
  /** Whether its first characters may be shown, as `mask` does; else it shows as `***`. */
  readonly shows: 'head' | 'nothing'
  /** The quote to put around what is shown, where a text takes the place of a number in JSON. */
  readonly quote?: string
}

/** Edits in order, those that overlap made one. */
export const mergedEdits = (edits: ReadonlyArray<Edit>): ReadonlyArray<Edit> => {
  const sorted = [...edits].sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: Array<Edit> = []
  for (const edit of sorted) {
    const last = merged.at(-1)
    if (last === undefined || edit.start >= last.end) merged.push(edit)
    else
      merged[merged.length - 1] = {
        ...{ from: Math.min(last.from, edit.from), start: last.start, shows: last.shows },
        end: Math.max(last.end, edit.end),
      }
  }
  return merged
}

/** A text with its edits made; they are in order and do not overlap. */
export const withEdits = (text: string, edits: ReadonlyArray<Edit>): string => {
  let out = ''
  let at = 0
  for (const { start, end, shows, quote = '' } of edits) {
    const shown = shows === 'head' ? mask(text.slice(start, end)) : '***'
    out += `${text.slice(at, start)}${quote}${shown}${quote}`
    at = end
  }
  return out + text.slice(at)
}
