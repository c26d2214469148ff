import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Comparison } from '../../src/bisections/first-apart'
import { firstApart } from '../../src/bisections/first-apart'
import { isParting, partingOf } from '../../src/bisections/parting'
import type { Side } from '../../src/bisections/side'
import { SideFailed } from '../../src/bisections/side'
import { soundJournal } from '../../src/bisections/sound-journal'
import { bidding, lineOfQuote, recordBidding } from '../support/bidding-strategy'
import { bundleEngine, layOut } from '../support/built-engine'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const engine = join(dir, 'engine')
const program = [process.execPath, join(engine, 'packages/cli/bin/shadowtape.cjs')]
let journal = ''

beforeAll(async () => {
  layOut(bundleEngine(join(dir, 'bundle.js')), engine)
  journal = await recordBidding(engine, dir)
})

const side = (name: string, planted: Parameters<typeof bidding>[2] = {}): Side => {
  const strategy = join(dir, bidding(dir, name, planted))
  return { name, program, how: 'executed', strategy }
}

const sound = () => {
  const quiet = { print: () => undefined, remark: () => undefined, variables: {} }
  const found = soundJournal(journal, { ...quiet, isTerminal: { stdout: false, stderr: false } })
  if (found._tag === 'Left') throw new Error(found.left.failure?.says)
  return found.right
}

const onInput = (): void => undefined
const apart = (sides: readonly [Side, Side], atOnceMax: number): Promise<Comparison> =>
  firstApart(journal, sides, sound().inputs, { atOnceMax, wants: 'digests', onInput })

const evolve = 'if (slice.quotes === 111) slice.flag = true'
const decide = 'if (view.strategy.flag && view.strategy.quotes === 150) return nothing'

describe('the first input after which two sides are apart', () => {
  it.each([7, 100])('is the same where only %d states are compared at one go', async (many) => {
    const found = await apart([side('same.js'), side('loud.js', { evolve, decide })], many)
    const { state, said, every } = found
    expect(every).toBe(Math.ceil(sound().inputs / many))
    expect([state?.line, state === null ? 0 : state.apart - state.alike]).toStrictEqual([
      lineOfQuote(journal, 111),
      1,
    ])
    expect(said?.line).toBe(lineOfQuote(journal, 150))
  })

  it('is where one of them stops, whichever', async () => {
    const stops = side('stops.js', { decide: 'if (view.strategy.quotes === 90) throw Error("so")' })
    for (const sides of [[stops, side('same.js')] as const, [side('same.js'), stops] as const]) {
      const { state, stopped } = await apart(sides, 50)
      expect([state?.line, stopped?.side]).toStrictEqual([lineOfQuote(journal, 90), 'stops.js'])
    }
  })

  it('is nowhere where both stop at the same', async () => {
    const decide90 = 'if (view.strategy.quotes === 90) throw { toString: () => "so" }'
    const one = side('stops.js', { decide: decide90 })
    const { state, stopped } = await apart([one, one], 1_000)
    expect([state, stopped]).toStrictEqual([null, null])
  })

  it('is only said to be so once, where the next look finds them alike', async () => {
    const runs = join(dir, 'runs')
    writeFileSync(runs, '')
    const before = `const fs = require('fs')
      fs.appendFileSync(${JSON.stringify(runs)}, '.')
      const isFirst = fs.readFileSync(${JSON.stringify(runs)}).length === 1`
    const moody = side('moody.js', {
      before,
      evolve: 'if (isFirst && slice.quotes === 60) slice.flag = true',
    })
    const found = await partingOf(sound(), [side('same.js'), moody], { atOnceMax: 5, onInput })
    expect(isParting(found) && [found.isUnsteady, found.changes]).toStrictEqual([true, []])
  })

  it('cannot be asked of a program that fails, and says of which', async () => {
    const failing = { ...side('same.js'), name: 'bad', program: ['node', join(dir, 'none.cjs')] }
    await expect(apart([side('same.js'), failing], 10)).rejects.toThrow(SideFailed)
    await expect(apart([side('same.js'), failing], 10)).rejects.toThrow(/^bad: /)
  })

  it('is not looked for in silence', async () => {
    const silent = { ...side('same.js'), name: 'silent', program: ['node', '-e', '0'] }
    await expect(apart([side('same.js'), silent], 10)).rejects.toThrow(
      'same.js or silent says no more states after input 0',
    )
  })
})
