import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import type { Consequences, Now, Place, Rows } from '../../src/viewer/view-data'
import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, freezingFlags, linesOf, written } from '../support/demo-journal'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'
import type { TestViewer } from '../support/viewer'
import { viewers } from '../support/viewer'

const dir = tempDir()
const viewerOf = viewers()
let [whole, other] = [null, null] as unknown as [DemoJournal, DemoJournal]
let lines: ReadonlyArray<string> = []

beforeAll(async () => {
  whole = await demoJournal(dir, 'whole.jsonl', fillingFlags)
  other = await demoJournal(dir, 'other.jsonl', [...freezingFlags, '--seed', '7'])
  lines = linesOf(whole.bytes)
})

/** The first so many lines, in a file of their own. */
const begun = (name: string, count: number): string =>
  written(dir, name, lines.slice(0, count).join(''))

/** Waits until all there is was gone through aside. */
const gathered = async ({ ask }: TestViewer): Promise<Now> => {
  for (;;) {
    const now = await ask<Now>('now')
    if (now.gathered.isDone) return now
    await new Promise(setImmediate)
  }
}

describe('a journal that is still written', () => {
  it('is shown as far as it goes, again and again', async () => {
    const path = begun('growing.jsonl', 20)
    const viewer = await viewerOf(path)
    const { ask } = viewer
    expect(await gathered(viewer)).toStrictEqual({
      ...{ last: 20, lastAt: (JSON.parse(lines[19] ?? '') as { at: number }).at },
      ...{ bytes: lines.slice(0, 20).join('').length, isClosed: false },
      ...{ gathered: { seq: 20, isDone: true }, stop: null },
    })
    expect((await ask<Place>('place?seq=40&lines=30')).seq).toBe(20)
    // half a line is none yet
    appendFileSync(path, lines[20]?.slice(0, 30) ?? '')
    expect((await ask<Now>('now')).last).toBe(20)
    appendFileSync(path, (lines[20]?.slice(30) ?? '') + lines.slice(21, 40).join(''))
    expect((await gathered(viewer)).gathered).toStrictEqual({ seq: 40, isDone: true })
    const { rows, until, isEnd } = await ask<Rows>('rows?from=20')
    expect([rows.map(({ seq }) => seq), until, isEnd]).toStrictEqual([
      Array.from({ length: 20 }, (_, i) => 21 + i),
      ...[40, true],
    ])
    const { seq, state, next } = await ask<Place>('place?seq=38&lines=30')
    expect([seq, state.seq, next.map((entry) => entry.seq)]).toStrictEqual([38, 38, [39, 40]])
    appendFileSync(path, lines.slice(40).join(''))
    expect(await gathered(viewer)).toMatchObject({
      ...{ last: lines.length, bytes: whole.bytes.length, isClosed: true, stop: null },
      gathered: { seq: lines.length, isDone: true },
    })
    const came = await ask<Consequences>('consequences?seq=3')
    expect([came.until, came.isEnd]).toStrictEqual([lines.length, true])
  })

  it('may go on in another segment', async () => {
    const full = join(dir, 'full')
    const flags = [...fillingFlags, '--roll-bytes', '20000', '--journal', `${full}/`]
    expect((await runCli(['exec-demo', '--shadow', ...flags])).code).toBe(0)
    const [first = '', second = '', third = ''] = readdirSync(full).sort()
    const path = join(dir, 'segments')
    mkdirSync(path)
    const bytes = readFileSync(join(full, first))
    writeFileSync(join(path, first), bytes.subarray(0, 9_000))
    const viewer = await viewerOf(path)
    const seqsSoFar = async (): Promise<number> => {
      const { last, stop } = await gathered(viewer)
      const { rows } = await viewer.ask<Rows>(
        `rows?way=previous&from=${String(last + 1)}&count=500`,
      )
      const { seq } = await viewer.ask<Place>(`place?seq=${String(last)}`)
      expect([rows.length, seq, stop]).toStrictEqual([last, last, null])
      return last
    }
    const counts = [await seqsSoFar()]
    writeFileSync(join(path, first), bytes)
    counts.push(await seqsSoFar())
    for (const name of [second, third]) {
      writeFileSync(join(path, name), readFileSync(join(full, name)))
      counts.push(await seqsSoFar())
    }
    expect(counts).toStrictEqual([...new Set(counts)].sort((a, b) => a - b))
    writeFileSync(join(path, first), bytes.subarray(0, 9_000))
    expect(await viewer.refusal('now')).toStrictEqual([410, `${path} ${isOther}`])
  })

  it('may be moved, as long as it is the same', async () => {
    const path = begun('moved.jsonl', 20)
    const { ask } = await viewerOf(path)
    const longer = begun('longer.jsonl', 50)
    renameSync(longer, path)
    expect((await ask<Now>('now')).last).toBe(50)
    expect((await ask<Place>('place?seq=45')).seq).toBe(45)
  })
})

const isOther = 'is no longer the journal that was opened: it was replaced or cut. Open it anew.'

describe('a journal that is another one now', () => {
  const deeds: ReadonlyArray<readonly [string, (path: string) => void]> = [
    ['was replaced', (path) => rmSync(path)],
    ['was written over', (path) => writeFileSync(path, other.bytes)],
    ['was cut', (path) => truncateSync(path, lines.slice(0, 30).join('').length)],
    ['was cut within its last line', (path) => truncateSync(path, whole.bytes.length - 1)],
    ['is of the same length', (path) => writeFileSync(path, otherwise(whole.bytes))],
  ]
  it.each(deeds)('as it %s is refused, whatever is asked, for good', async (_, deed) => {
    const path = written(dir, 'replaced.jsonl', whole.bytes)
    const viewer = await viewerOf(path)
    await gathered(viewer)
    deed(path)
    if (deed === deeds[0]?.[1]) writeFileSync(path, other.bytes)
    for (const question of ['now', 'session', 'place?seq=3', 'rows', 'find', 'line?seq=3'])
      expect([question, await viewer.refusal(question)]).toStrictEqual([
        ...[question, [410, `${path} ${isOther}`]],
      ])
    writeFileSync(path, whole.bytes)
    expect(await viewer.refusal('now')).toStrictEqual([410, `${path} ${isOther}`])
    expect(viewer.warnings).toStrictEqual([])
  })

  it('as the program ran again by force is refused', async () => {
    const path = join(dir, 'again.jsonl')
    const run = (...flags: ReadonlyArray<string>) =>
      runCli(['exec-demo', '--shadow', '--journal', path, '--force', ...flags])
    await run('--iterations', '5')
    const { ask, refusal } = await viewerOf(path)
    const { last } = await ask<Now>('now')
    await run('--iterations', '5', '--seed', '9')
    expect(await refusal(`place?seq=${String(last)}`)).toStrictEqual([410, `${path} ${isOther}`])
  })

  it('while something is looked for in it is not mixed up with what it was', async () => {
    const long = await demoJournal(dir, 'meanwhile.jsonl', ['--iterations', '400'])
    const viewer = await viewerOf(long.path, { sliceMs: 0 })
    const finding = viewer.refusal('find?where=no-such-word')
    while (viewer.worked.length === 0) await new Promise(setImmediate)
    writeFileSync(long.path, other.bytes)
    expect(await finding).toStrictEqual([410, `${long.path} ${isOther}`])
  })

  it('that is gone for a while is had again when it is back', async () => {
    const path = written(dir, 'gone.jsonl', whole.bytes)
    const { ask, refusal } = await viewerOf(path)
    rmSync(path)
    expect(await refusal('rows')).toStrictEqual([
      ...[410, `${path}: cannot open: no such file or directory.`],
    ])
    writeFileSync(path, whole.bytes)
    expect((await ask<Now>('now')).last).toBe(lines.length)
  })
})

/** The same journal with another digit in its last line but the length that it had. */
const otherwise = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes)
  const at = changed.length - 5
  changed.writeUInt8(changed.readUInt8(at) === 48 ? 49 : 48, at)
  return changed
}
