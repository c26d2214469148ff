import { join } from 'node:path'

import { isLeft } from 'fp-ts/Either'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { readHeader } from '../../src/journals/read-header'
import type { SessionFacts } from '../../src/viewer/view-data'
import { withSettings, settingOption, settings } from '../../src/whatifs/setting'
import { typedSettings } from '../../src/whatifs/typed-settings'
import { written } from '../support/demo-journal'
import { madeHeader, madeInputs, madeRecorder, recordMade } from '../support/made-session'
import { manyQuotes } from '../support/many-quotes'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'
import { viewers } from '../support/viewer'

const dir = tempDir()
const viewerOf = viewers()
const golden = join(goldensFolder, 'market-maker-freeze.jsonl')

describe('the facts of a session', () => {
  it('are its header, its settings, and where a person began', async () => {
    const { ask } = await viewerOf(golden, { seq: 23 })
    const facts = await ask<SessionFacts>('session')
    expect(facts).toMatchObject({
      ...{ file: golden, startAt: 1761597377000000, begin: { seq: 23 }, notRunAgain: null },
      madeBy: 'shadowtape 0.1.0',
      header: { session: 'demo', strategy: 'market-maker', engine: 'shadowtape 0.1.0' },
    })
    expect(facts.configuration).toContainEqual(['edgeThresholdBps', '1.000000'])
    expect(facts.settings).toContainEqual({ name: 'risk.edgeThresholdBps', value: '1' })
    expect(facts.settings).toContainEqual({ name: 'venue.latencyMs', value: '400' })
    expect(facts.settings).toContainEqual({ name: 'strategy.quoteUsd', value: '500' })
  })

  it.each([
    [{ at: { us: 404_410, from: 'start' } as const }, 24],
    [{ at: { us: 1_761_597_377_404_409, from: 'epoch' } as const }, 22],
    [{}, null],
  ])('begin after the last line up to %j', async (options, seq) => {
    const { ask } = await viewerOf(golden, options)
    const { begin } = await ask<SessionFacts>('session')
    expect(begin).toStrictEqual(seq === null ? null : { seq })
  })

  it('say why it cannot be run again where its venue was a real one', async () => {
    const path = join(dir, 'live.jsonl')
    recordMade(madeRecorder(path, madeHeader('none', { venue: 'live' })), madeInputs(1))
    const { ask } = await viewerOf(path)
    expect((await ask<SessionFacts>('session')).notRunAgain).toBe(
      'It is of a live session: nobody knows what its venue would have answered to anything else.',
    )
  })
})

describe('settings as they are typed', () => {
  const flags = [
    ...['--rule', 'order-rate=20/1s', '--rule', 'drawdown=250.5', '--fill-model', 'queue'],
    ...['--feed-latency', 'lognormal:1.5,0.4', '--entry-latency', 'normal:2,0.25'],
    ...['--response-latency', '3', '--param', 'spreadBps=7'],
  ]
  it('are every one there is, and make the header that they are of', async () => {
    const path = join(dir, 'ruled.jsonl')
    const capture = written(dir, 'a.capture', manyQuotes(20))
    const ran = await runCli(['run', '--capture', capture, '--journal', path, ...flags])
    expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
    for (const file of [golden, path]) {
      const header = readHeader(file)
      if (isLeft(header)) throw new Error(header.left.type)
      const { configDigest: _, ...plain } = header.right
      const typed = typedSettings(header.right)
      const names = typed.map(({ name }) => name)
      expect(names.filter((name) => Object.hasOwn(settings, name))).toStrictEqual(
        Object.keys(settings),
      )
      for (const { name, value } of typed) settingOption(`${name}=${value}`)
      const cell = typed.map(({ name, value }) => ({ name, text: value }))
      expect(withSettings(header.right, cell)).toStrictEqual(plain)
      // and none of them is what it is whatever is typed
      expect(new Set(names).size).toBe(names.length)
    }
  })
})
