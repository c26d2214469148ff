import type * as t from 'io-ts'

import { invariant } from '../base/invariant'
import type { Message } from '../events/entry'
import { messages } from '../events/entry'
import { writtenName } from '../history/message-name'
import type { PastCatalogue } from '../history/past-catalogue'
import type { PastMessage } from '../history/past-message'
import { propsOf } from '../history/past-message'
import type { State } from '../state/state'
import type { NameTable } from './envelope'
import { nameTable } from './envelope'
import { stateAsThen } from './state-then'
import { readUtf8 } from './utf8'

/** A message as a journal has it: under which name, with which fields. */
export type Spoken = {
  readonly type: Message['type']
  readonly version: number
  readonly written: string
  readonly codec: t.Mixed
  /** From the journal's version to the newest and back; `null` where it is the newest. */
  readonly up: ((message: Message) => Message) | null
  readonly down: ((message: Message) => Message) | null
}

/** The messages of a catalogue at their versions: how its journals are read and written. */
export type Dialect = {
  /** The digest a header names it by; `null` for the newest, whose digest is computed. */
  readonly catalogue: string | null
  readonly spoken: ReadonlyMap<string, Spoken>
  readonly names: NameTable
  /** What the state's digests are over; `null` where that is the state as it is. */
  readonly stateThen: ((state: State) => unknown) | null
}

/** The newest dialect and those before it. */
export type Dialects = {
  readonly newest: Dialect
  /** Oldest first. */
  readonly past: ReadonlyArray<Dialect>
  /** The name of every version of every message. */
  readonly names: NameTable
}

/** The dialects that come of a list of past catalogues, oldest first. */
export const dialectsOf = (catalogues: ReadonlyArray<PastCatalogue>): Dialects => {
  const all: Array<Spoken> = []
  let spoken = newestSpoken(catalogues)
  all.push(...spoken.values())
  const newest = dialectOf(null, spoken, null)
  const past: Array<Dialect> = []
  const ways: Array<NonNullable<PastCatalogue['stateThen']>> = []
  for (const { digest, messages: changed, unknown, stateThen } of [...catalogues].reverse()) {
    const then = new Map(spoken)
    for (const type of unknown)
      invariant(then.delete(type), () => `${type} was not known later either`)
    for (const one of changed) {
      const before = spokenBefore(one, then.get(one.codec.name))
      then.set(before.type, before)
      all.push(before)
    }
    if (stateThen !== null) ways.push(stateThen)
    past.unshift(dialectOf(digest, then, stateAsThen(then, [...ways])))
    spoken = then
  }
  return { newest, past, names: nameTable(all) }
}

/** The dialect of the catalogue that a header names; the newest for one that is not known. */
export const dialectNamed = ({ newest, past }: Dialects, catalogue: string): Dialect =>
  past.find((dialect) => dialect.catalogue === catalogue) ?? newest

/** A message as a dialect has it; one that was not known then cannot be written in it. */
export const spokenOf = ({ spoken }: Dialect, type: Message['type']): Spoken => {
  const known = spoken.get(type)
  invariant(known !== undefined, () => `the journal's catalogue does not know ${type}`)
  return known
}

/** The catalogue that the header in the line `[start, end)` names, or `null`. */
export const catalogueOfHeader = (b: Uint8Array, start: number, end: number): string | null =>
  /"catalogue":"([0-9a-f]{64})"/.exec(readUtf8(b, start, end) ?? '')?.[1] ?? null

/** The dialect of the journal whose first line is `[start, end)`. */
export const dialectOfHeader = (
  dialects: Dialects,
  b: Uint8Array,
  start: number,
  end: number,
): Dialect => dialectNamed(dialects, catalogueOfHeader(b, start, end) ?? '')

const dialectOf = (
  catalogue: string | null,
  spoken: ReadonlyMap<string, Spoken>,
  stateThen: Dialect['stateThen'],
): Dialect => ({ catalogue, spoken, names: nameTable([...spoken.values()]), stateThen })

const newestSpoken = (catalogues: ReadonlyArray<PastCatalogue>): ReadonlyMap<string, Spoken> => {
  const versions = new Map<string, number>()
  for (const { messages: changed } of catalogues)
    for (const { codec, version } of changed) {
      const expected = (versions.get(codec.name) ?? 0) + 1
      invariant(version === expected, () => `${codec.name}@${version} is not @${expected}`)
      versions.set(codec.name, version)
    }
  return new Map(
    Object.entries(messages).map(([name, codec]) => {
      const type = name as Message['type']
      const version = (versions.get(type) ?? 0) + 1
      const written = writtenName(type, version)
      return [type, { type, version, written, codec, up: null, down: null }]
    }),
  )
}

/** A version of a message, which leads to the newest by way of the version after it. */
const spokenBefore = (past: PastMessage, next: Spoken | undefined): Spoken => {
  const { version, codec } = past
  invariant(
    next !== undefined && next.codec === past.next && next.version === version + 1,
    () => `${codec.name}@${version} does not lead to the version after it`,
  )
  const up = inOrder(past.next, past.up)
  const down = inOrder(codec, past.down)
  const { type, up: upFrom, down: downTo } = next
  return {
    ...{ type, version, codec, written: writtenName(type, version) },
    up: upFrom === null ? up : (message) => upFrom(up(message)),
    down: downTo === null ? down : (message) => down(downTo(message)),
  }
}

/** A way whose messages have just the fields that are declared, in the order declared. */
const inOrder = (codec: t.Mixed, way: PastMessage['up']) => {
  const names = Object.keys(propsOf(codec))
  return (message: Message): Message => {
    const made = way(message) as Readonly<Record<string, unknown>>
    return Object.fromEntries(names.map((name) => [name, made[name]])) as unknown as Message
  }
}
