import type { PassingLine } from '../journals/each-line'
import type { IsIt, Way } from '../steps/line-search'
import type { Ongoing } from '../steps/ongoing'
import { passingFrom } from './passing-turns'

/** Where is looked for lines: beside one, up to another that is looked at too, and for how many. */
export type Look = {
  readonly path: string
  readonly from: number
  readonly to: number
  readonly way: Way
  readonly count: number
  /** How many lines are looked at first where one goes back; then ever more. */
  readonly stretch: number
}

const stretchMax = 32_768

/** What is taken of the nearest sound lines that are it, in the order of the journal. */
export function* linesBeside<T>(
  look: Look,
  isIt: IsIt,
  take: (line: PassingLine) => T,
): Ongoing<ReadonlyArray<T>> {
  const { path, from, to, way, count } = look
  if (way === 'next')
    return yield* linesWithin(path, { first: from + 1, last: to }, isIt, take, count)
  let found: ReadonlyArray<T> = []
  let lines = look.stretch
  for (let last = from - 1; last >= to && found.length < count;) {
    const first = Math.max(to, last - lines + 1)
    const before = yield* linesWithin(path, { first, last }, isIt, take, found.length - count)
    found = [...before, ...found]
    last = first - 1
    lines = Math.min(lines * 2, stretchMax)
  }
  return found
}

/** Of a stretch, the first `count` such lines; the last so many where it is below zero. */
function* linesWithin<T>(
  path: string,
  { first, last }: { readonly first: number; readonly last: number },
  isIt: IsIt,
  take: (line: PassingLine) => T,
  count: number,
): Ongoing<ReadonlyArray<T>> {
  const found: Array<T> = []
  if (first > last) return found
  yield* passingFrom(path, first, (line) => {
    const { seq } = line.envelope
    // what a damaged line says of its number is not believed
    if (seq > last) return line.isSound() ? 'stop' : 'go on'
    if (!isIt(line) || !line.isSound()) return 'go on'
    found.push(take(line))
    if (count < 0 && found.length > -count) found.shift()
    return found.length === count ? 'stop' : 'go on'
  })
  return found
}
