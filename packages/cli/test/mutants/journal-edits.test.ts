import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { written } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'
import type { Care, Edit, Fields } from './edited-journal'
import { editedJournal, fieldsIn } from './edited-journal'

const dir = tempDir()
const journal = readFileSync(join(goldensFolder, 'exec-demo-freeze-dryrun.jsonl'), 'utf8')
const lines = fieldsIn(journal)
const seqOf = (type: string): number => lines.findIndex((line) => line['type'] === type) + 1

const placed = seqOf('OrderPlaced')
const filled = seqOf('OrderFilled')
const canceled = seqOf('OrderCanceled@2')
const sealed = seqOf('Sealed@2')
const last = lines.length

const value =
  (seq: number, field: string, is: unknown): Edit =>
  (was) =>
    was.map((line) => (line['seq'] === seq ? { ...line, [field]: is } : line))
const swap =
  (seq: number): Edit =>
  (was) =>
    was.map((line, i) => was[i === seq - 1 ? seq : i === seq ? seq - 1 : i] ?? line)
const without =
  (seq: number): Edit =>
  (was) =>
    was.filter((line) => line['seq'] !== seq)
const twice =
  (seq: number): Edit =>
  (was) =>
    was.flatMap((line) => (line['seq'] === seq ? [line, { ...line }] : [line]))

type Found = {
  readonly verdict: string
  readonly line: number
  readonly field: string | null
  readonly kind?: string
}
type Row = readonly [what: string, edit: Edit, care: Care, found: Found]

const damaged = (line: number, field: string | null): Found => ({ verdict: 'damaged', line, field })
const diverged = (line: number, kind: string, field: string | null): Found => ({
  ...{ verdict: 'diverged', line, kind, field },
})

const rows: ReadonlyArray<Row> = [
  ['a price', value(placed, 'price', '49974.50'), 'plainly', damaged(placed, 'crc')],
  ['a price', value(placed, 'price', '49974.50'), 'with new CRCs', damaged(sealed, 'digest')],
  [
    'a price',
    value(placed, 'price', '49974.50'),
    'sealed anew',
    diverged(placed, 'changed', 'price'),
  ],
  [
    'an input, so that the engine freezes there,',
    value(seqOf('EdgeUpdated'), 'edgeBps', '7.000000'),
    'sealed anew',
    diverged(seqOf('EdgeUpdated') + 1, 'extra', null),
  ],
  [
    'what a freeze says of the state',
    value(seqOf('TradingFrozen'), 'stateDigest', 'a'.repeat(64)),
    'sealed anew',
    diverged(seqOf('TradingFrozen'), 'hidden state', 'stateDigest'),
  ],
  ['a total', value(last, 'fills', 99), 'sealed anew', diverged(last, 'changed', 'fills')],
  ['two lines swapped', swap(filled), 'plainly', damaged(filled, 'seq')],
  ['two lines swapped', swap(filled), 'with new CRCs', damaged(sealed, 'digest')],
  ['two lines swapped', swap(filled), 'sealed anew', diverged(filled, 'reordered', null)],
  ['a line taken out', without(canceled), 'plainly', damaged(canceled, 'seq')],
  ['a line taken out', without(canceled), 'with new CRCs', damaged(sealed - 1, 'lines')],
  ['a line taken out', without(canceled), 'sealed anew', diverged(canceled, 'extra', null)],
  ['a line put in', twice(canceled), 'plainly', damaged(canceled + 1, 'seq')],
  ['a line put in', twice(canceled), 'with new CRCs', damaged(sealed + 1, 'lines')],
  ['a line put in', twice(canceled), 'sealed anew', diverged(canceled + 1, 'missing', null)],
]

describe('a replay of a journal in which somebody edited', () => {
  it.each(rows.map(([what, edit, care, found]) => [what, care, edit, found] as const))(
    '%s, %s, names where and what',
    async (_, care, edit, found) => {
      const path = written(dir, 'edited.jsonl', editedJournal(journal, edit, care))
      const { code, stdout } = await runCli(['replay', path, '--json'])
      const { verdict, line, field, kind } = JSON.parse(stdout) as Fields
      expect({ verdict, line, field, ...(kind === undefined ? {} : { kind }) }).toStrictEqual(found)
      expect(code).toBe(found.verdict === 'diverged' ? 4 : 1)
      const { stderr } = await runCli(['replay', path])
      expect(stderr).toContain(
        found.verdict === 'diverged'
          ? `diverges at seq ${String(found.line)} (line ${String(found.line)}): `
          : `edited.jsonl, line ${String(found.line)}, field ${String(found.field)}: `,
      )
    },
  )

  it('nothing, sealed anew, is the journal byte for byte', () => {
    expect(editedJournal(journal, (was) => was, 'sealed anew')).toBe(journal)
    expect(editedJournal(journal, (was) => was, 'plainly')).toBe(journal)
  })
})
