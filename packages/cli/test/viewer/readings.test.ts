import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import type { LineFacts, Now, Place, Row, Rows, SessionFacts } from '../../src/viewer/view-data'
import { historyFolder } from '../support/history'
import { linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'
import type { TestViewer } from '../support/viewer'
import { viewers } from '../support/viewer'

const dir = tempDir()
const viewerOf = viewers()
const flags = ['exec-demo', '--shadow', '--mode', 'dryrun', '--iterations', '40', '--snapshots']
const [run, plain] = [join(dir, 'run'), join(dir, 'plain.jsonl')]
const zipped = join(dir, 'plain.jsonl.gz')
const old = join(historyFolder, '0.1.0', 'run-queue-accounts.jsonl')

beforeAll(async () => {
  const rolled = ['--journal', `${run}/`, '--roll-bytes', '60000']
  expect((await runCli([...flags, ...rolled])).code).toBe(0)
  expect((await runCli([...flags, '--journal', plain])).code).toBe(0)
  const lines = linesOf(readFileSync(plain))
  const members: Array<Buffer> = []
  for (let i = 0; i < lines.length; i += 50) members.push(gzipSync(lines.slice(i, i + 50).join('')))
  written(dir, 'plain.jsonl.gz', Buffer.concat(members))
})

const allRows = async ({ ask }: TestViewer): Promise<ReadonlyArray<Row>> => {
  let all: ReadonlyArray<Row> = []
  for (let from = 0; ;) {
    const { rows, until, isEnd } = await ask<Rows>(`rows?count=500&from=${String(from)}`)
    all = [...all, ...rows]
    if (isEnd) return all
    from = until
  }
}

const stateAt = async (path: string, seq: number): Promise<unknown> => {
  const { stdout } = await runCli(['state', path, '--seq', String(seq), '--json'])
  return (JSON.parse(stdout) as { readonly state: unknown }).state
}

describe.each([
  ['a file', () => plain],
  ['a packed file', () => zipped],
  ['a run directory of segments', () => run],
  ['a journal of an older catalogue', () => old],
])('%s', (_, pathOf) => {
  it('is shown line by line, with the states that state says', async () => {
    const path = pathOf()
    const viewer = await viewerOf(path)
    const cat = await runCli(['cat', path, '--json'])
    const lines = linesOf(Buffer.from(cat.stdout))
    const rows = await allRows(viewer)
    expect(rows.map(({ seq }) => seq)).toStrictEqual(lines.map((__, i) => i + 1))
    const { last, isClosed, bytes } = await viewer.ask<Now>('now')
    expect([last, isClosed, bytes]).toStrictEqual([lines.length, true, cat.stdout.length])
    for (const seq of [1, 3, Math.floor(last / 2), last - 1, last]) {
      const { state } = await viewer.ask<Place>(`place?seq=${String(seq)}&lines=100`)
      expect(state).toStrictEqual(await stateAt(path, seq))
      expect(`${(await viewer.ask<LineFacts>(`line?seq=${String(seq)}`)).text}\n`).toBe(
        lines[seq - 1],
      )
    }
    expect((await viewer.ask<SessionFacts>('session')).file).toBe(path)
  })
})

describe('a run directory that is packed while it is viewed', () => {
  it('is the same journal still', async () => {
    const viewer = await viewerOf(run)
    const before = await allRows(viewer)
    expect((await runCli(['pack', run])).code).toBe(0)
    expect(await allRows(viewer)).toStrictEqual(before)
    const { last } = await viewer.ask<Now>('now')
    const { state } = await viewer.ask<Place>(`place?seq=${String(last)}`)
    expect(state).toStrictEqual(await stateAt(run, last))
  })
})

/** Until the walk aside has met what it cannot pass, or the end. */
const gathered = async ({ ask }: TestViewer): Promise<Now> => {
  for (;;) {
    const now = await ask<Now>('now')
    if (now.gathered.isDone) return now
    await new Promise(setImmediate)
  }
}

describe('a journal that is not whole', () => {
  const golden = join(goldensFolder, 'exec-demo-freeze-dryrun.jsonl')
  const lines = linesOf(readFileSync(golden))

  it('is shown up to its last whole line where it was cut short', async () => {
    const wholeBytes = lines.slice(0, 40).join('').length
    const path = written(dir, 'cut.jsonl', lines.join('').slice(0, wholeBytes + 50))
    const viewer = await viewerOf(path)
    expect(await gathered(viewer)).toMatchObject({
      ...{ last: 40, isClosed: false, stop: null, gathered: { seq: 40, isDone: true } },
    })
    expect((await viewer.ask<Place>('place?seq=41')).seq).toBe(40)
    expect(await allRows(viewer)).toHaveLength(40)
  })

  it('says what it cannot be folded past, and shows the lines that are sound', async () => {
    const hurt = lines.map((line, i) =>
      i === 49 || i === 59 ? line.replace(/"crc":"..../, '"crc":"beef') : line,
    )
    const path = written(dir, 'hurt.jsonl', hurt.join(''))
    const viewer = await viewerOf(path)
    const { stop, last, gathered: done } = await gathered(viewer)
    expect([stop, last, done]).toStrictEqual([
      { line: 50, says: expect.stringContaining(`${path}, line 50`) },
      lines.length,
      { seq: 49, isDone: true },
    ])
    const place = await viewer.ask<Place>('place?seq=60&lines=20')
    expect([place.seq, place.next]).toStrictEqual([49, []])
    expect(
      (await viewer.ask<Place>('place?seq=45&lines=20')).next.map(({ seq }) => seq),
    ).toStrictEqual([46, 47, 48, 49])
    expect((await allRows(viewer)).map(({ seq }) => seq)).toStrictEqual(
      lines.map((_, i) => i + 1).filter((seq) => seq !== 50 && seq !== 60),
    )
    expect(await viewer.refusal('line?seq=50')).toStrictEqual([
      ...[404, 'line 50 is not what was written.'],
    ])
    const behind = await viewer.ask<LineFacts>('line?seq=55')
    expect([behind.row.seq, behind.changes, behind.inner]).toStrictEqual([
      ...[55, [], { changes: [], more: 0 }],
    ])
  })

  it('is found all lines of, whatever a damaged one says of its number', async () => {
    const hurt = lines.map((line, i) =>
      i === 20 || i === lines.length - 1 ? line.replace(/"seq":\d+/, '"seq":999999') : line,
    )
    const path = written(dir, 'numbers.jsonl', hurt.join(''))
    const viewer = await viewerOf(path)
    const { last, isClosed } = await viewer.ask<Now>('now')
    expect([last, isClosed]).toStrictEqual([lines.length - 1, false])
    const wanted = lines.map((_, i) => i + 1).filter((seq) => seq !== 21 && seq !== lines.length)
    expect((await allRows(viewer)).map(({ seq }) => seq)).toStrictEqual(wanted)
    const back = await viewer.ask<Rows>('rows?way=previous&from=999999999&count=500')
    expect(back.rows.map(({ seq }) => seq)).toStrictEqual(wanted)
  })

  it('may contradict itself where every line is sound', async () => {
    const seq = lines.findIndex((line) => line.includes('"type":"OrderCanceled')) + 1
    const bytes = resealed(readFileSync(golden), changing(seq, 'orderId', 'o-999'))
    const viewer = await viewerOf(written(dir, 'contradicting.jsonl', bytes))
    const { stop } = await gathered(viewer)
    expect(stop).toStrictEqual({
      ...{ line: seq, says: expect.stringContaining(`contradicts itself at line ${String(seq)}`) },
    })
    const place = await viewer.ask<Place>(`place?seq=${String(seq - 3)}&lines=9`)
    expect(place.next.map((entry) => entry.seq)).toStrictEqual([seq - 2, seq - 1])
    expect((await viewer.ask<Place>('place?seq=9999')).state.seq).toBe(seq - 1)
    expect(viewer.warnings).toStrictEqual([])
  })
})
