import { isLink } from '../journal/chain-link'
import type { Message } from '../events/entry'
import { messageName } from '../history/message-name'
import type { Divergence } from './divergence'
import { difference, fieldsOfLine } from './divergence'

/** The lines of two sides from the first that differs to the next that came in. */
export type Sides = {
  readonly recorded: ReadonlyArray<string>
  readonly replayed: ReadonlyArray<string>
}

/**
 * What a difference is, by all that was said until something else came in: a line that is said
 * otherwise, one that is missing or extra, or the same lines in another order. Numbers of lines do
 * not count, as one line more or less moves all that follow.
 */
export const classified = ({ recorded, replayed }: Sides, line: number): Divergence => {
  const [was, is] = [recorded[0] ?? null, replayed[0] ?? null]
  if (was === null || is === null) return difference(was, is, line)
  const [meant, means] = [recorded.map(meaningOf), replayed.map(meaningOf)]
  const [first, other] = [meant[0] ?? '', means[0] ?? '']
  const changed = difference(was, is, line)
  if (first === other) return isStateAlone(was, is) ? { ...changed, kind: 'hidden state' } : changed
  if (meant.length === means.length && meant.every((one, i) => i === 0 || one === means[i]))
    return changed
  const [isSaidLater, wasSaidLater] = [means.includes(first), meant.includes(other)]
  if (isSaidLater && wasSaidLater) {
    const later = means.indexOf(first)
    const says = `the recorded line is now said ${later} ${later === 1 ? 'line' : 'lines'} later`
    return { ...changed, kind: 'reordered', field: null, says }
  }
  if (isSaidLater) return difference(null, is, line)
  if (wasSaidLater) return difference(was, null, line)
  const [before, now] = [fieldsOfLine(was), fieldsOfLine(is)]
  if (before.get('type') === now.get('type')) return changed
  // time does not run backwards: the side whose line is later has nothing in the earlier's place
  const [at, nowAt] = [Number(before.get('at')), Number(now.get('at'))]
  if (at < nowAt) return difference(was, null, line)
  return nowAt < at ? difference(null, is, line) : changed
}

/** What a line says without its number, its cause's, and digests of what stands before it. */
const meaningOf = (line: string): string => {
  const fields = fieldsOfLine(line)
  const type = messageName(JSON.parse(fields.get('type') ?? '""') as string)
  if (isLink(type as Message['type']) || type === 'SnapshotTaken') return type
  return [...fields].flatMap(([name, json]) => (numbering.has(name) ? [] : [json])).join()
}

const numbering: ReadonlySet<string> = new Set([
  ...['seq', 'cause', 'crc', 'stateDigest', 'fromSeq', 'windowSeqs'],
])

/** Whether two lines say the same but what the state is. */
const isStateAlone = (was: string, is: string): boolean => {
  const [before, now] = [fieldsOfLine(was), fieldsOfLine(is)]
  const names = [...new Set([...before.keys(), ...now.keys()])]
  const others = names.filter((name) => before.get(name) !== now.get(name) && name !== 'crc')
  return others.length === 1 && others[0] === 'stateDigest'
}

/** A run of bytes as the lines up to the first, behind the first one, that came in. */
export const untilNextInput = (
  text: string,
): { readonly lines: Array<string>; isWhole: boolean } => {
  const lines: Array<string> = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (cameIn.test(line)) return { lines, isWhole: true }
    lines.push(line)
  }
  return { lines, isWhole: false }
}

const cameIn = /^\{"seq":\d+,"at":\d+,"cause":null,/
