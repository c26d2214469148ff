import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { finished } from '../../src/steps/ongoing'
import type { Lanes, Now } from '../../src/viewer/view-data'
import { tempDir } from '../support/temp-dir'
import type { TestViewer } from '../support/viewer'
import { viewers } from '../support/viewer'
import { fieldsIn, recordBusy, walkedJournal } from './walked-journal'

const dir = tempDir()
const viewerOf = viewers()
let path = ''

beforeAll(async () => {
  path = await recordBusy(dir, 'busy')
})

/** Waits until all there is by now is gathered. */
const gathered = async ({ ask }: TestViewer): Promise<Now> => {
  for (;;) {
    const now = await ask<Now>('now')
    if (now.gathered.isDone) return now
    await wait(10)
  }
}

describe('the lanes of a viewer', () => {
  it('are those of the whole session, once they are gathered', async () => {
    const viewer = await viewerOf(path)
    await gathered(viewer)
    const { walk } = await walkedJournal(path)
    finished(walk.work())
    expect(await viewer.ask<Lanes>('lanes')).toStrictEqual(walk.lanes())
  })

  it('are those of a stretch, whether or not it is gathered', async () => {
    const viewer = await viewerOf(path)
    const [from, to] = [fieldsIn(path)[700]?.['at'], fieldsIn(path)[900]?.['at']]
    const question = `lanes?from=${String(from)}&to=${String(to)}`
    const first = await viewer.ask<Lanes>(question)
    expect(first).toMatchObject({ startAt: from, endAt: to, intervalUs: 1 })
    expect(first.orders.length).toBeGreaterThan(0)
    await gathered(viewer)
    expect(await viewer.ask<Lanes>(question)).toStrictEqual(first)
    expect(viewer.warnings).toStrictEqual([])
  })

  it('grow with the journal', async () => {
    const bytes = readFileSync(path)
    const growing = join(dir, 'growing.jsonl')
    writeFileSync(growing, bytes.subarray(0, bytes.length >> 1))
    const viewer = await viewerOf(growing)
    const { last } = await gathered(viewer)
    expect((await viewer.ask<Lanes>('lanes')).seq).toBe(last)
    appendFileSync(growing, bytes.subarray(bytes.length >> 1))
    const now = await gathered(viewer)
    expect(now.last).toBe(fieldsIn(path).length)
    const { walk } = await walkedJournal(path)
    finished(walk.work())
    expect(await viewer.ask<Lanes>('lanes')).toStrictEqual(walk.lanes())
  })

  it('are refused where the stretch is none', async () => {
    const { refusal } = await viewerOf(path)
    expect(await refusal('lanes?from=5')).toStrictEqual([
      400,
      'a stretch is asked for by from and to, both of them.',
    ])
    expect(await refusal('lanes?from=5&to=4')).toStrictEqual([
      400,
      'a stretch ends no earlier than it begins.',
    ])
    expect((await refusal('lanes?from=x&to=4'))[0]).toBe(400)
    expect((await refusal('lanes?from=1&to=4&fine=1'))[0]).toBe(400)
  })
})
