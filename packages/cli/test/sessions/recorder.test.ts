import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Entry, FsyncPolicy } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { syncRule } from '../../src/sessions/sync-rule'
import type { Asked, Failing } from '../support/failing-disk'
import { failingDisk } from '../support/failing-disk'
import { madeAt, madeHeader, madeInputs, madeRecorder, recordMade } from '../support/made-session'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const quotes = madeInputs(40)

let made = 0
const asked = (fsync: 'none' | 'interval' | 'batch' | 'barrier', changes: object = {}): Asked => {
  const heard: Asked = []
  made += 1
  const path = join(dir, `${fsync}-${made}.jsonl`)
  const recorder = madeRecorder(path, madeHeader(fsync, changes), failingDisk(heard))
  expect(isLeft(recordMade(recorder, quotes))).toBe(false)
  expect(recorder.durableBytes()).toBe(fsync === 'none' ? 0 : statSync(path).size)
  return heard
}

const count = (heard: Asked, verb: Asked[number]): number =>
  heard.filter((each) => each === verb).length

describe('a recorder makes lines durable', () => {
  it('never, by none', () => {
    expect(count(asked('none'), 'sync')).toBe(0)
  })

  it('with every batch, and at the close, by batch', () => {
    const heard = asked('batch')
    expect(count(heard, 'sync')).toBe(count(heard, 'write'))
    expect(count(heard, 'write')).toBeLessThan(4)
    expect(heard.slice(-2)).toStrictEqual(['sync', 'close'])
  })

  it('before anything leaves the process, by barrier', () => {
    const heard = asked('barrier')
    // the strategy places orders with every quote, so each must be durable with its order
    expect(count(heard, 'sync')).toBeGreaterThanOrEqual(quotes.length - 1)
    expect(count(heard, 'write')).toBe(count(heard, 'sync'))
  })

  it.each(['OrderPlaced', 'AmendPlaced', 'CancelOrder', 'TradingStopPlaced', 'TradingFrozen'])(
    'before %s leaves alone, with no other line that would have it so',
    (type) => {
      const entry = { seq: 9, at: 9, message: { type } } as unknown as Entry
      const isDue = (policy: FsyncPolicy): boolean =>
        syncRule(madeHeader(policy, { fsyncIntervalUs: 1e9 }), () => 0).isDue([entry])
      const always = type === 'TradingFrozen' ? ['interval', 'batch'] : []
      expect((['none', 'interval', 'batch', 'barrier'] as const).filter(isDue)).toStrictEqual([
        ...always,
        'barrier',
      ])
    },
  )

  it('when the time is up, by interval', () => {
    const heard = asked('interval', { fsyncIntervalUs: 0 })
    expect(count(heard, 'sync')).toBeGreaterThanOrEqual(quotes.length)
    expect(count(asked('interval', { fsyncIntervalUs: 1e9 }), 'sync')).toBe(1)
  })

  it('at each snapshot, and with its name in the directory, once', () => {
    const heard = asked('interval', { fsyncIntervalUs: 1e9, snapshotLinesMax: 50 })
    expect(count(heard, 'sync')).toBeGreaterThan(3)
    expect(count(heard, 'syncDirectory')).toBe(1)
  })

  it('after an interval by a clock that is looked at with each input', () => {
    let now = 0
    const rule = syncRule(madeHeader('interval', { fsyncIntervalUs: 5_000 }), () => now)
    expect(rule.isDue([])).toBe(false)
    now = 5
    expect(rule.isDue([])).toBe(true)
    expect(rule.isSynced(true)).toBe(true)
    expect(rule.isDue([])).toBe(false)
  })
})

const failures: ReadonlyArray<Failing> = [
  { verb: 'write', nth: 3, how: 'EIO' },
  { verb: 'write', nth: 3, how: 'ENOSPC' },
  { verb: 'write', nth: 3, how: 'short' },
  { verb: 'sync', nth: 3, how: 'EIO' },
  { verb: 'write', nth: 1, how: 'ENOSPC' },
  { verb: 'sync', nth: 1, how: 'EIO' },
]

describe('a recorder whose disk fails', () => {
  it.each(failures)('%j: freezes, says why, and leaves the descriptor alone', async (failing) => {
    const heard: Asked = []
    const path = join(dir, `${failing.verb}-${failing.how}-${String(failing.nth)}.jsonl`)
    const recorder = madeRecorder(path, madeHeader('barrier'), failingDisk(heard, failing))
    let frozenAt: number | null = null
    for (const [n, input] of quotes.entries()) {
      const entries = recorder.record(madeAt(n), input)
      if (recorder.failed() !== null && frozenAt === null) {
        frozenAt = n
        expect(entries.some(({ message }) => message.type === 'TradingFrozen')).toBe(true)
      } else if (frozenAt !== null) expect(entries).toStrictEqual([])
    }
    expect(frozenAt).not.toBeNull()
    expect(recorder.state.risk.session?.state).toBe('frozen')
    expect(recorder.state.risk.last?.event).toMatchObject({ actor: 'journal' })
    expect(recorder.state.orders.openCount).toBe(0)

    const done = recorder.close(madeAt(quotes.length), 'END_OF_INPUT')
    const code = failing.how === 'short' ? 'SHORT_WRITE' : failing.how
    expect(done).toMatchObject({ left: { code, path, doing: failing.verb } })
    const after = heard.slice(heard.lastIndexOf(failing.verb) + 1)
    expect(after).toStrictEqual(['close'])
    expect(recorder.writtenBytes()).toBe(statSync(path).size)
    expect(recorder.durableBytes()).toBeLessThanOrEqual(recorder.writtenBytes())

    const verified = await runCli(['verify', path])
    expect(verified.code).toBe(1)
    expect(readFileSync(path).includes('"TradingFrozen"')).toBe(false)
  })

  it('still froze what the strategy of a later input would have placed', () => {
    const path = join(dir, 'later.jsonl')
    const disk = failingDisk([], { verb: 'write', nth: 2, how: 'EIO' })
    const recorder = madeRecorder(path, madeHeader('barrier'), disk)
    for (const [n, input] of quotes.entries()) recorder.record(madeAt(n), input)
    const { placed } = recorder.state.totals
    recorder.record(madeAt(100), quotes[5] as (typeof quotes)[0])
    expect(recorder.state.totals.placed).toBe(placed)
  })
})
