import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Strategy } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { loadStrategy } from '../../src/sessions/strategies'
import { recordCustom } from '../support/custom-session'
import { written } from '../support/demo-journal'
import { runChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()

const decide = `
  name: 'bidder',
  initial: () => ({ quotes: 0 }),
  evolve: (slice, message) => {
    if (message.type === 'QuoteObserved') slice.quotes += 1
  },
  decide: (view, message) => {
    if (message.type !== 'QuoteObserved' || view.strategy.quotes % 2 === 0) return nothing
    const { symbol, bid } = message
    return [{ type: 'PlaceOrder', symbol, side: 'Buy', price: bid, qty: 10, orderLinkId: null }]
  },
`
const typed = `import { nothing } from '@shadowtape/core'
import type { Strategy } from '@shadowtape/core'
type Slice = { quotes: number }
export const strategy: Strategy<Slice> = {${decide}} as Strategy<Slice>
`
const plain = `const { nothing } = require('@shadowtape/core')
exports.strategy = {${decide}}
`
const esModule = `const nothing = []
export const strategy = {${decide}}
`

const alone = `const nothing = []
exports.strategy = {${decide}}
`

const bidder: Strategy<{ quotes: number }> = {
  name: 'bidder',
  initial: () => ({ quotes: 0 }),
  evolve: (slice: { quotes: number }, message) => {
    if (message.type === 'QuoteObserved') slice.quotes += 1
  },
  decide: (view, message) => {
    if (message.type !== 'QuoteObserved' || view.strategy.quotes % 2 === 0) return []
    const { symbol, bid } = message
    if (bid === null) return []
    return [
      { type: 'PlaceOrder', symbol, side: 'Buy', price: bid, qty: 10 as never, orderLinkId: null },
    ]
  },
}

const recordedBy = (name: string, source: string): { path: string; bytes: Buffer } => {
  written(dir, name, source)
  const path = join(dir, `${name}.jsonl`)
  return { path, bytes: recordCustom(path, name, bidder as Strategy) }
}

describe('replaying a strategy of one’s own', () => {
  it.each([
    ['mine.ts', typed],
    ['mine.js', plain],
    ['mine.cjs', plain],
    ['mine.mjs', esModule],
    ['esm.js', esModule],
  ])(
    'takes it from %s, in a process of its own, and comes out byte for byte',
    async (name, source) => {
      const { bytes } = recordedBy(name, source)
      expect(bytes.toString()).toContain('"type":"OrderPlaced"')
      const { code, stderr } = await runChild(
        ['replay', `${name}.jsonl`, '--out', `${name}.again`],
        dir,
      )
      expect({ code, stderr }).toStrictEqual({ code: 0, stderr: `strategy ${name}, as recorded\n` })
      expect(readFileSync(join(dir, `${name}.again`)).equals(bytes)).toBe(true)
    },
  )

  it('folds it with the slice that its own recipe keeps', async () => {
    recordedBy('folded.ts', typed)
    const { code, stdout } = await runChild(['replay', 'folded.ts.jsonl', '--fold'], dir)
    expect(code).toBe(0)
    expect(stdout).toContain('folds to the state it closed with')
  })

  it('warns when the module is not the one recorded, and goes on', async () => {
    const { path } = recordedBy('changed.js', alone)
    const moved = written(dir, 'moved.js', `${alone}// moved\n`)
    const { code, stdout, stderr } = await runCli(['replay', path, '--strategy', moved])
    expect(code).toBe(0)
    expect(stdout).toContain('replays byte for byte')
    expect(stderr).toMatch(/^Warning: strategy .*moved\.js is not the one recorded: recorded /)
  })

  it('names the first line that a changed strategy decides otherwise', async () => {
    const { path } = recordedBy('greedy.js', alone)
    const greedy = written(dir, 'greedier.js', alone.replace('qty: 10', 'qty: 20'))
    const { code, stderr } = await runCli(['replay', path, '--strategy', greedy])
    expect(code).toBe(4)
    expect(stderr).toContain('field qty differs\n  recorded  "0.010"\n  replayed  "0.020"\n')
  })

  it('names strategy, field and value where a command cannot be journaled', async () => {
    const { path } = recordedBy('bad.js', alone)
    const bad = written(dir, 'worse.js', alone.replace('qty: 10', 'qty: 0.5'))
    const { code, stderr } = await runCli(['replay', path, '--strategy', bad])
    expect(code).toBe(4)
    expect(stderr).toContain(`the engine stopped: ${bad}: PlaceOrder.qty is 0.5, not Qty`)
    expect(stderr).toContain('"type":"QuoteObserved"')
  })
})

describe('loadStrategy', () => {
  it.each([
    ['nothing', 'exports.other = 1', 'the module exports nothing named strategy.'],
    ['no-name', 'exports.strategy = {}', 'strategy.name is not a text.'],
    ['no-verbs', "exports.strategy = { name: 'x' }", 'strategy.initial is not a function.'],
    ['throws', "throw new Error('not today')", 'cannot load the strategy: not today.'],
  ])('says what is wrong with a module of %s', async (name, source, says) => {
    const path = written(dir, `${name}.js`, source)
    const loaded = await loadStrategy(path)
    expect(isLeft(loaded) ? loaded.left.says : 'loaded').toBe(`${path}: ${says}`)
  })

  it('knows those that are built in', async () => {
    for (const name of ['idle', 'market-maker', 'two-sided'])
      expect(await loadStrategy(name)).toMatchObject({
        right: { strategy: { name }, digest: null },
      })
  })

  it('says which are built in when it knows none of a name', async () => {
    expect(await loadStrategy('constructor')).toMatchObject({
      left: { type: 'Usage', says: expect.stringContaining('idle, market-maker, two-sided') },
    })
  })
})
