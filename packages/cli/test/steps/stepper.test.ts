import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { messageName } from '@shadowtape/core'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { newCheckpoints } from '../../src/steps/checkpoints'
import type { Stepper } from '../../src/steps/stepper'
import { stepView } from '../../src/steps/step-view'
import { demoJournal, fillingFlags, linesOf, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { stepperAt, told } from '../support/stepped'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const golden = join(goldensFolder, 'market-maker-freeze.jsonl')
const denials = join(goldensFolder, 'exec-demo-fake-dryrun.jsonl')
const seqOf = (stepper: Stepper): number => stepper.cursor.seq()

/** Where a command leads to, from each place to the next, and then all the way back. */
const visited = (stepper: Stepper, command: string): ReadonlyArray<number> => {
  const seqs: Array<number> = []
  while (told(stepper, command).isDone) seqs.push(seqOf(stepper))
  return seqs
}

const typed = (path: string, isIt: (line: Record<string, unknown>) => boolean) =>
  linesOf(readFileSync(path)).flatMap((line, i) => (isIt(fieldsOf(line)) ? [i + 1] : []))

/** A line's fields, its type without the version that it is written in. */
const fieldsOf = (line: string): Record<string, unknown> => {
  const fields = JSON.parse(line) as Record<string, unknown>
  return { ...fields, type: messageName(String(fields['type'])) }
}

describe.each([
  ['fill', golden, ({ type }: Record<string, unknown>) => type === 'OrderFilled'],
  [
    'freeze',
    golden,
    ({ type }: Record<string, unknown>) => type === 'TradingFrozen' || type === 'TradingReduced',
  ],
  [
    'denial',
    denials,
    ({ type }: Record<string, unknown>) => /^\w+(Denied|Rejected)$/.test(String(type)),
  ],
  [
    'input',
    denials,
    ({ type, cause }: Record<string, unknown>) =>
      cause === null && type !== 'SessionOpened' && type !== 'Sealed' && type !== 'SessionClosed',
  ],
  ['symbol', denials, ({ symbol }: Record<string, unknown>) => symbol === 'ETHUSDT'],
] as const)('the %ss of a session', (goal, path, isIt) => {
  it('are found in order, none left out, and backwards the same', async () => {
    const stepper = await stepperAt(path)
    if (goal === 'symbol') {
      told(stepper, 'last')
      told(stepper, 'symbol ETHUSDT')
      told(stepper, 'first')
    }
    const wanted = typed(path, isIt)
    expect(wanted.length).toBeGreaterThan(0)
    expect(visited(stepper, `next-${goal}`)).toStrictEqual(wanted)
    told(stepper, 'last')
    expect(visited(stepper, `prev-${goal}`)).toStrictEqual(wanted.toReversed())
  })

  it('are where one is again after the next one and the one before', async () => {
    const stepper = await stepperAt(path)
    if (goal === 'symbol') {
      told(stepper, 'last')
      told(stepper, 'symbol ETHUSDT')
    }
    for (const seq of typed(path, isIt).slice(0, 12)) {
      told(stepper, `goto ${String(seq)}`)
      if (!told(stepper, `next-${goal}`).isDone) continue
      told(stepper, `prev-${goal}`)
      expect(seqOf(stepper)).toBe(seq)
    }
  })
})

describe('a stepper', () => {
  it('follows an order through every line about it', async () => {
    const stepper = await stepperAt(golden)
    told(stepper, 'follow o-1')
    expect(visited(stepper, 'next-order')).toStrictEqual(
      typed(golden, ({ orderId }) => orderId === 'o-1'),
    )
    expect(visited(stepper, 'prev-order').length).toBeGreaterThan(0)
  })

  it('follows the order of the line where none was named, and says so where there is none', async () => {
    const stepper = await stepperAt(golden)
    expect(told(stepper, 'next-order').says).toBe(
      'no order is followed; say which, as in follow o-17',
    )
    told(stepper, 'next-fill')
    told(stepper, 'next-order')
    expect(stepper.order()).toBe('o-1')
  })

  it('strikes at breakpoints on lines and on the state, both ways', async () => {
    const stepper = await stepperAt(golden)
    told(stepper, 'break state.totals.fills>=2')
    told(stepper, 'break type=OrderFilled side=Sell')
    told(stepper, 'break state.positions.BTCUSDT.qty>=0.016')
    // the second fill makes the first true, and is a sale; the fourth makes the third true
    const [, second = 0, , fourth = 0] = typed(golden, ({ type }) => type === 'OrderFilled')
    expect(visited(stepper, 'continue')).toStrictEqual([second, fourth])
    told(stepper, 'last')
    expect(visited(stepper, 'reverse-continue')).toStrictEqual([fourth, second])
  })

  it('finds the same places whether it folds a condition or only reads it', async () => {
    const stepper = await stepperAt(denials)
    told(stepper, 'break type=OrderAccepted,OrderRejected symbol=BTCUSDT')
    const read = visited(stepper, 'continue')
    const folding = await stepperAt(denials)
    told(folding, 'break type=OrderAccepted,OrderRejected symbol=BTCUSDT state.seq>0')
    expect(read.length).toBeGreaterThan(3)
    expect(visited(folding, 'continue')).toStrictEqual(read)
    told(folding, 'last')
    expect(visited(folding, 'reverse-continue')).toStrictEqual(read.toReversed())
  })

  it('shows what the last move changed at a watched place, and nothing where nothing did', async () => {
    const stepper = await stepperAt(golden)
    told(stepper, 'next-fill')
    expect(told(stepper, 'watch totals.fills').says).toBeNull()
    expect(told(stepper, 'watch totals.fils').says).toBe(
      'set; so far there is nothing at totals.fils',
    )
    told(stepper, 'forward')
    expect(stepper.watches.views()[0]).toStrictEqual({
      ...{ path: 'totals.fills', value: 2 },
      changes: [{ path: '', before: 1, after: 2 }],
    })
    told(stepper, 'back')
    expect(stepper.watches.views()[0]?.changes).toStrictEqual([{ path: '', before: 2, after: 1 }])
    told(stepper, 'unwatch 2')
    told(stepper, 'forward 2')
    expect(stepper.watches.views().map(({ path }) => path)).toStrictEqual(['totals.fills'])
  })

  it('goes to times as state --at does', async () => {
    const stepper = await stepperAt(golden)
    for (const time of ['+10s', '2025-10-27T20:36:30Z', '+26.997026s']) {
      const ran = await runCli(['state', golden, '--at', time, '--json'])
      const { seq } = JSON.parse(ran.stdout) as { seq: number }
      told(stepper, `goto @${time}`)
      expect(seqOf(stepper)).toBe(seq)
    }
  })

  it('says what is not there, and stays', async () => {
    const stepper = await stepperAt(golden)
    told(stepper, 'goto 100')
    expect(told(stepper, 'goto 9,999').says).toBe('there is no line 9,999; the last is 2,541')
    expect(told(stepper, 'prev-freeze').says).toBe(
      'there is no freeze or reduction before line 100',
    )
    expect(told(stepper, 'continue').says).toBe('there is no breakpoint yet; break COND sets one')
    expect(told(stepper, 'delete 1').says).toBe('there is no breakpoint 1')
    expect(told(stepper, 'unwatch x').says).toBe('nothing is watched by the name x')
    expect(told(stepper, 'symbol XRPUSDT').says).toBe(
      'XRPUSDT is not listed by then; there are BTCUSDT',
    )
    expect(told(stepper, 'goto @1999-01-01T00:00Z').says).toBe('the session begins after that time')
    expect(seqOf(stepper)).toBe(100)
    expect(told(stepper, 'next-fill 9').says).toBe(
      'only 2 were left; there is no other fill behind line 1,101',
    )
    expect(told(stepper, 'back 9999').says).toBe('this is the first line')
    expect(told(stepper, 'back').says).toBe('this is the first line')
    expect(seqOf(stepper)).toBe(1)
  })
})

describe('a journal that is not whole', () => {
  const lines = linesOf(readFileSync(golden))

  it('is gone through to where it was cut short', async () => {
    const path = written(
      dir,
      'cut.jsonl',
      lines.slice(0, 700).join('') + (lines[700] ?? '').slice(0, 9),
    )
    const stepper = await stepperAt(path)
    told(stepper, 'last')
    expect(stepView(stepper)).toMatchObject({ seq: 700, last: 700, isClosed: false, stop: null })
  })

  it('is gone through to where it is damaged, and says which line', async () => {
    const bad = [...lines]
    bad[899] = (bad[899] ?? '').replace('"at":1', '"at":2')
    const path = written(dir, 'damaged.jsonl', bad.join(''))
    const stepper = await stepperAt(path)
    const says = `it goes no further than line 899: ${path}, line 900, field crc: `
    expect(told(stepper, 'last').says).toContain(says)
    expect(seqOf(stepper)).toBe(899)
    expect(stepper.pages.line(900)).toBeNull()
    expect(told(stepper, 'forward').says).toContain('line 900')
    told(stepper, 'back 3')
    expect(seqOf(stepper)).toBe(896)
    told(stepper, 'goto 2000')
    expect(seqOf(stepper)).toBe(899)
  })

  it('is gone through to where it contradicts itself, with the state from before that', async () => {
    const seq = lines.findIndex((line) => line.includes('"type":"OrderCanceled@2"')) + 1
    const bytes = resealed(readFileSync(golden), changing(seq, 'orderId', 'o-999'))
    const path = written(dir, 'contradicting.jsonl', bytes)
    const stepper = await stepperAt(path)
    const says = `${path} contradicts itself at line ${String(seq)}: `
    expect(told(stepper, 'last').says).toContain(says)
    const sound = await stepperAt(golden)
    told(sound, `goto ${String(seq - 1)}`)
    expect(seqOf(stepper)).toBe(seq - 1)
    expect(stepper.cursor.state()).toStrictEqual(sound.cursor.state())
  })

  it('is seen to grow while it is recorded', async () => {
    const path = written(dir, 'growing.jsonl', lines.slice(0, 300).join(''))
    const stepper = await stepperAt(path)
    told(stepper, 'last')
    expect(told(stepper, 'forward').says).toBe('this is the last line')
    appendFileSync(path, lines.slice(300, 800).join(''))
    expect(told(stepper, 'forward').isDone).toBe(true)
    told(stepper, 'last')
    expect([seqOf(stepper), stepper.line()?.['seq']]).toStrictEqual([800, 800])
    told(stepper, 'goto 301')
    expect(stepper.line()?.['seq']).toBe(301)
  })
})

describe('a journal in pieces', () => {
  it('is gone through like a plain one: a run directory, and a packed file', async () => {
    const run = join(dir, 'run/')
    const flags = [...fillingFlags, '--shadow', '--roll-bytes', '20000']
    const ran = await runCli(['exec-demo', '--journal', run, ...flags])
    expect(ran.code).toBe(0)
    const { path } = await demoJournal(dir, 'plain.jsonl', fillingFlags)
    const pack = await runCli(['pack', run])
    expect(pack.code).toBe(0)
    const [pieces, plain] = [await stepperAt(run), await stepperAt(path)]
    for (const stepper of [pieces, plain]) {
      told(stepper, 'last')
      told(stepper, 'prev-fill 3')
    }
    const [a, b] = [stepView(pieces), stepView(plain)]
    expect(a.line?.['fillId']).toBe(b.line?.['fillId'])
    expect(a.holdings).toStrictEqual(b.holdings)
  })
})

describe('checkpoints', () => {
  it('are dropped where they are missed least: far from where one looks', async () => {
    const path = join(dir, 'copy.jsonl')
    writeFileSync(path, readFileSync(golden))
    const stepper = await stepperAt(path)
    told(stepper, 'last')
    const { state } = stepper.cursor
    const size = 40_000
    const few = newCheckpoints({ apart: 10, bytesMax: size })
    const seal = { sealed: Buffer.from('x'), sealDigest: '', offset: 0 }
    const at = (seq: number) => ({ ...state(), seq })
    for (let seq = 10; seq <= 1_000; seq += 10) few.keep(at(seq), seal, 1_000)
    expect(few.held().bytes).toBeLessThanOrEqual(size)
    expect(few.held().count).toBeGreaterThan(2)
    expect(few.before(1_000)).toBe(1_000)
    expect(1_000 - few.before(999)).toBeLessThan(200)
  })
})
