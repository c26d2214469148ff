import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

import { isLeft } from 'fp-ts/Either'

import { scanJournal } from '../packages/cli/src/journals/scan-journal'
import { cutOf, recordOf, recoverOutcome } from '../packages/cli/src/recoveries/recover-outcome'
import type { Row } from './work'

/** How hard gzip tries, in the rows that pack. */
export const gzipLevels = [1, 6] as const

/** Rows over a whole file, of which each byte is counted. */
export const fileRows: Readonly<Record<string, Row>> = {
  scan: ({ journal }) => ({
    count: statSync(journal).size,
    once: () => {
      const scan = scanJournal(journal, () => undefined)
      if (isLeft(scan) || scan.right.found.closed === null) throw new Error('it does not verify')
    },
  }),
  recover: ({ journal, scratch }) => {
    const bytes = readFileSync(journal)
    const torn = bytes.subarray(0, -10)
    writeFileSync(scratch, torn)
    const out = `${scratch}.out`
    const plan = { path: scratch, mode: 'tail', out, ifExists: 'refuse' } as const
    return {
      count: torn.length,
      prepare: () => {
        for (const path of [out, cutOf(out), recordOf(out)]) rmSync(path, { force: true })
      },
      once: () => {
        const { failure } = recoverOutcome(plan, silent)
        if (failure?.type !== 'Lossy') throw new Error('no torn tail was cut')
      },
    }
  },
  sha256: ({ journal }) => ({
    count: statSync(journal).size,
    once: () => void createHash('sha256').update(readFileSync(journal)).digest(),
  }),
  ...Object.fromEntries(
    gzipLevels.flatMap((level): ReadonlyArray<[string, Row]> => [
      [`gzip-${String(level)}`, ({ journal }) => packing(membersOf(journal), level)],
      [`gunzip-${String(level)}`, ({ journal }) => unpacking(membersOf(journal), level)],
    ]),
  ),
}

const packing = (members: ReadonlyArray<Buffer>, level: number): ReturnType<Row> => {
  let packed = 0
  return {
    count: sizeOf(members),
    once: () => {
      packed = 0
      for (const member of members) packed += gzipSync(member, { level }).length
    },
    more: () => ({ packed }),
  }
}

const unpacking = (members: ReadonlyArray<Buffer>, level: number): ReturnType<Row> => {
  const packed = members.map((member) => gzipSync(member, { level }))
  return {
    count: sizeOf(members),
    once: () => {
      for (const member of packed) gunzipSync(member)
    },
  }
}

/** A journal in pieces of about 1 MiB of whole lines, each to be packed by itself. */
const membersOf = (journal: string): ReadonlyArray<Buffer> => {
  const bytes = readFileSync(journal)
  const members: Array<Buffer> = []
  for (let from = 0; from < bytes.length;) {
    const to = bytes.lastIndexOf(10, from + memberBytes - 1) + 1
    members.push(bytes.subarray(from, to))
    from = to
  }
  return members
}

const memberBytes = 1 << 20

const sizeOf = (members: ReadonlyArray<Buffer>): number =>
  members.reduce((total, { length }) => total + length, 0)

const silent: Parameters<typeof recoverOutcome>[1] = {
  print: () => undefined,
  remark: () => undefined,
  isTerminal: { stdout: false, stderr: false },
  variables: {},
}
