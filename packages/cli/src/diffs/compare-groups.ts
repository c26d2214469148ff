import { isDeepStrictEqual } from 'node:util'

import type { LineFields } from '../journals/line-text'
import type { Said } from './group-reader'
import type { SameNames } from './same-names'

/** Something that only one side said, or that both said otherwise. */
export type Difference =
  | { readonly kind: 'removed'; readonly a: Said; readonly b: null }
  | { readonly kind: 'added'; readonly a: null; readonly b: Said }
  | {
      readonly kind: 'changed'
      readonly a: Said
      readonly b: Said
      /** The fields that mean something else, by name. */
      readonly fields: ReadonlyArray<string>
    }

/** Longer lists than this are compared one by one. */
const longest = 300

/** What two sides said to one input, and where that is not the same. */
export const compareSaid = (
  as: ReadonlyArray<Said>,
  bs: ReadonlyArray<Said>,
  names: SameNames,
): ReadonlyArray<Difference> => {
  const [one, other] = [as.map(meantBy(names, 'a')), bs.map(meantBy(names, 'b'))]
  const differences: Array<Difference> = []
  let [i, j] = [0, 0]
  const upTo = (toA: number, toB: number): void => {
    differences.push(...unmatched(one.slice(i, toA), other.slice(j, toB), names))
    ;[i, j] = [toA, toB]
  }
  for (const [inA, inB] of common(one, other, names)) {
    upTo(inA, inB)
    names.same((one[inA] as Meant).said, (other[inB] as Meant).said)
    ;[i, j] = [inA + 1, inB + 1]
  }
  upTo(one.length, other.length)
  return differences
}

/** A line and what it means, which is asked late: the same group may have given names by then. */
type Meant = { readonly said: Said; readonly meaning: () => LineFields }

const meantBy =
  (names: SameNames, side: 'a' | 'b') =>
  (said: Said): Meant => ({ said, meaning: () => names.meaning(said, side) })

const isSame = (a: Meant, b: Meant, names: SameNames): boolean =>
  a.said.type === b.said.type &&
  a.said.at === b.said.at &&
  ((names.isPlain() && a.said.body === b.said.body) || isDeepStrictEqual(a.meaning(), b.meaning()))

/** The longest run of lines that both sides have, as places in each, from the front. */
function* common(
  as: ReadonlyArray<Meant>,
  bs: ReadonlyArray<Meant>,
  names: SameNames,
): Generator<readonly [number, number], void> {
  let front = 0
  const shorter = Math.min(as.length, bs.length)
  while (front < shorter && isSame(as[front] as Meant, bs[front] as Meant, names)) {
    // named at once: what follows in the group may be about it
    names.same((as[front] as Meant).said, (bs[front] as Meant).said)
    yield [front, front]
    front += 1
  }
  const [m, n] = [as.length - front, bs.length - front]
  if (m === 0 || n === 0 || m > longest || n > longest) return
  const lengths = Array.from({ length: m + 1 }, () => new Uint16Array(n + 1))
  const row = (i: number): Uint16Array => lengths[i] as Uint16Array
  for (let i = m - 1; i >= 0; i--)
    for (let j = n - 1; j >= 0; j--)
      row(i)[j] = isSame(as[front + i] as Meant, bs[front + j] as Meant, names)
        ? (row(i + 1)[j + 1] ?? 0) + 1
        : Math.max(row(i + 1)[j] ?? 0, row(i)[j + 1] ?? 0)
  for (let i = 0, j = 0; i < m && j < n;) {
    if (isSame(as[front + i] as Meant, bs[front + j] as Meant, names)) {
      yield [front + i, front + j]
      i += 1
      j += 1
    } else if ((row(i + 1)[j] ?? 0) >= (row(i)[j + 1] ?? 0)) i += 1
    else j += 1
  }
}

/** Lines that only one side has are the other's, changed, where they are about the same thing. */
const unmatched = (
  as: ReadonlyArray<Meant>,
  bs: ReadonlyArray<Meant>,
  names: SameNames,
): ReadonlyArray<Difference> => {
  const left = [...bs]
  const differences: Array<Difference> = []
  for (const a of as) {
    const place = left.findIndex((b) => isAbout(a, b))
    const [b] = place < 0 ? [] : left.splice(place, 1)
    if (b === undefined) {
      differences.push({ kind: 'removed', a: a.said, b: null })
      continue
    }
    names.same(a.said, b.said)
    differences.push({ kind: 'changed', a: a.said, b: b.said, fields: otherFields(a, b) })
  }
  return [...differences, ...left.map(({ said }) => ({ kind: 'added' as const, a: null, b: said }))]
}

/** Fields by which a line is about the same thing as another of its type. */
const subject = ['account', 'symbol', 'side', 'orderId', 'scope'] as const

const isAbout = (a: Meant, b: Meant): boolean => {
  if (a.said.type !== b.said.type) return false
  const [one, other] = [a.meaning(), b.meaning()]
  return subject.every((name) => one[name] === other[name])
}

const otherFields = (a: Meant, b: Meant): ReadonlyArray<string> => {
  const [one, other] = [a.meaning(), b.meaning()]
  const fields = Object.keys({ ...one, ...other }).filter(
    (name) => !isDeepStrictEqual(one[name], other[name]),
  )
  return a.said.at === b.said.at ? fields : ['at', ...fields]
}
