import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { changesBetween } from '../../src/explanations/state-paths'
import type { LineFields } from '../../src/journals/line-text'
import { rowOf } from '../../src/viewer/rows'
import type { Consequences, LineFacts, StateChange } from '../../src/viewer/view-data'
import { runCli } from '../support/run-cli'
import { viewers } from '../support/viewer'

const viewerOf = viewers()
const path = join(goldensFolder, 'market-maker-freeze.jsonl')
const lines = readFileSync(path, 'utf8').trim().split('\n')

/** A listing, the header, fills, an edge, a freeze, what came of it, a seal and the close. */
const seqs = [1, 2, 6, 23, 24, 2098, 2099, 2100, 2101, 1025, 2541]

const json = async <T>(args: ReadonlyArray<string>): Promise<T> =>
  JSON.parse((await runCli([...args, '--json'])).stdout) as T

type Why = {
  readonly line: LineFields
  readonly causes: ReadonlyArray<LineFields>
  readonly evidence: ReadonlyArray<{
    readonly line: LineFields
    readonly markout: LineFields | null
  }>
  readonly consequences: ReadonlyArray<{ readonly depth: number; readonly line: LineFields }>
  readonly counts: Readonly<Record<string, number>>
}

type Told = { readonly report: unknown; readonly state: unknown }

/** Changes as values again, so that the order of keys in a value is of no matter. */
const valuesOf = (changes: ReadonlyArray<StateChange>) =>
  changes.map(({ path: place, before, after }) => ({
    path: place,
    before: before === null ? undefined : (JSON.parse(before) as unknown),
    after: after === null ? undefined : (JSON.parse(after) as unknown),
  }))

describe('what is told of a line', () => {
  it.each(seqs)('%s is its bytes, and what why says led to it', async (seq) => {
    const { ask } = await viewerOf(path)
    const facts = await ask<LineFacts>(`line?seq=${String(seq)}`)
    const why = await json<Why>(['why', path, '--seq', String(seq)])
    const { row, text, fields, causes, evidence, evidenceCount } = facts
    expect({ row, text, fields, causes, evidence, evidenceCount }).toStrictEqual({
      row: rowOf(why.line),
      text: lines[seq - 1],
      fields: JSON.parse(lines[seq - 1] ?? ''),
      causes: why.causes.map(rowOf),
      evidence: why.evidence.map(({ line, markout }) => ({
        ...{ line: rowOf(line), markout: markout === null ? null : rowOf(markout) },
      })),
      evidenceCount: why.evidence.length,
    })
    expect(Object.keys(fields)).toStrictEqual(
      Object.keys(JSON.parse(lines[seq - 1] ?? '{}') as object),
    )
  })

  it.each(seqs.slice(1))('%s is what it changed in what state says', async (seq) => {
    const { ask } = await viewerOf(path)
    const { changes, inner } = await ask<LineFacts>(`line?seq=${String(seq)}`)
    const [before, after] = await Promise.all(
      [seq - 1, seq].map((at) => json<Told>(['state', path, '--seq', String(at)])),
    )
    expect(valuesOf(changes)).toStrictEqual(changesBetween(before?.report, after?.report))
    const all = changesBetween(before?.state, after?.state)
    const told = all.filter(({ path: place }) => place !== 'seq' && place !== 'at')
    expect(valuesOf(inner.changes)).toStrictEqual(told.slice(0, 200))
    expect(inner.more).toBe(Math.max(0, told.length - 200))
  })

  it('leaves a person who goes about in the journal where they are', async () => {
    const { ask, viewing } = await viewerOf(path)
    await ask('place?seq=2000')
    await ask('line?seq=77')
    expect([viewing.cursor.seq(), viewing.aside.seq()]).toStrictEqual([2000, 77])
  })

  it.each([
    ['line', 400, 'seq is missing: which line?'],
    ['line?seq=0', 404, 'there is no line 0; the last is 2,541.'],
    ['line?seq=2542', 404, 'there is no line 2,542; the last is 2,541.'],
    ['consequences?seq=2542', 404, 'there is no line 2,542; the last is 2,541.'],
    ['consequences', 400, 'seq is missing: of which line?'],
    ['consequences?seq=2&count=501', 400, 'count: It must be 0 to 500.'],
  ])('is refused as %s: %s %s', async (question, status, says) => {
    const { refusal } = await viewerOf(path)
    expect(await refusal(question)).toStrictEqual([status, says])
  })
})

describe('what came of a line', () => {
  it.each(seqs)('%s is what why says', async (seq) => {
    const { ask } = await viewerOf(path)
    const why = await json<Why>(['why', path, '--seq', String(seq), '--lines', '300'])
    const found = await ask<Consequences>(`consequences?seq=${String(seq)}&count=300`)
    expect(found).toStrictEqual({
      lines: why.consequences.map(({ depth, line }) => ({ depth, row: rowOf(line) })),
      ...{ counts: why.counts, until: 2541, isEnd: true },
    })
  })

  it('is looked for as far as is said', async () => {
    const { ask } = await viewerOf(path)
    const near = await ask<Consequences>('consequences?seq=2099&count=1&to=2101')
    expect(near).toMatchObject({
      lines: [{ depth: 1, row: { seq: 2100 } }],
      ...{ counts: { CancelOrder: 1, OrderCanceled: 1 }, until: 2101, isEnd: false },
    })
  })
})
