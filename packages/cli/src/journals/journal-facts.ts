import type { FileFailure } from '@shadowtape/adapters'
import { knownDialects, newEnvelope, readEnvelope, viewOf } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from './line-text'
import { fieldsOfText, textOfLine } from './line-text'
import type { Scan } from './scan-journal'
import { scanJournal } from './scan-journal'

/** What there is to know about a journal without deciding anything anew. */
export type JournalFacts = {
  readonly scan: Scan
  readonly header: LineFields | null
  readonly instruments: ReadonlyArray<LineFields>
  /** Freezes, reductions and thaws, in order. */
  readonly freezes: ReadonlyArray<LineFields>
  /** Where it went on after it had been cut short, in order. */
  readonly resumptions: ReadonlyArray<LineFields>
  /** Where it went on by other settings than before. */
  readonly changes: ReadonlyArray<LineFields>
  readonly closed: LineFields | null
  readonly counts: Readonly<Record<string, number>>
  readonly firstAt: number | null
  readonly lastAt: number | null
}

const kept = [
  'SessionOpened',
  'InstrumentListed',
  'TradingFrozen',
  'TradingReduced',
  'TradingThawed',
  'SessionResumed',
  'SettingsChanged',
  'SessionClosed',
]

/** Reads a journal and checks its bytes as it goes; facts are those of the lines found sound. */
export const journalFacts = (
  path: string,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, JournalFacts> => {
  const envelope = newEnvelope()
  const lines: Record<string, Array<LineFields>> = {}
  const counts: Record<string, number> = {}
  let firstAt: number | null = null
  let lastAt: number | null = null
  const scan = scanJournal(path, onProgress, (b, start, end) => {
    const v = viewOf(b)
    for (let p = start; p < end;) {
      const newline = b.indexOf(10, p)
      if (readEnvelope(b, v, p, newline, envelope, knownDialects.names)) {
        const { type, at } = envelope
        counts[type] = (counts[type] ?? 0) + 1
        firstAt ??= at
        lastAt = at
        const fields = kept.includes(type) ? fieldsOfText(textOfLine(b, p, newline)) : null
        if (fields !== null) (lines[type] ??= []).push(fields)
      }
      p = newline + 1
    }
  })
  if (isLeft(scan)) return scan
  const restricted = [...(lines['TradingFrozen'] ?? []), ...(lines['TradingReduced'] ?? [])]
  const thawed = lines['TradingThawed'] ?? []
  return right({
    scan: scan.right,
    header: lines['SessionOpened']?.[0] ?? null,
    instruments: lines['InstrumentListed'] ?? [],
    freezes: [...restricted, ...thawed].sort((a, b) => Number(a['seq']) - Number(b['seq'])),
    resumptions: lines['SessionResumed'] ?? [],
    changes: lines['SettingsChanged'] ?? [],
    closed: lines['SessionClosed']?.[0] ?? null,
    ...{ counts, firstAt, lastAt },
  })
}
