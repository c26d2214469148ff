import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import { tempDir } from '../support/temp-dir'
import { mutantBuild, runBuild } from './mutant-build'

type Fields = Readonly<Record<string, unknown>>
type Found = (lines: ReadonlyArray<Fields>) => number

const dir = tempDir()
const freezing = join(goldensFolder, 'exec-demo-freeze-dryrun.jsonl')
const recorded = readFileSync(freezing, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Fields)

/** The first line of a type. */
const first =
  (type: string): Found =>
  (lines) =>
    lines.findIndex((line) => line['type'] === type) + 1

type Row = {
  readonly name: string
  readonly file: string
  readonly was: string
  readonly is: string
  readonly seq: Found
  readonly kind: string
  readonly field: string | null
  readonly says: readonly [recorded: string | null, replayed: string | null]
}

const cancels = '.map((order) => cancelOf(order, reason))'
const rows: ReadonlyArray<Row> = [
  {
    name: 'a price that is a tick higher',
    file: 'deciders/two-sided.ts',
    was: "quote(instrument, 'Buy', buy, qty,",
    is: "quote(instrument, 'Buy', (buy + instrument.tickSize) as typeof buy, qty,",
    ...{ seq: first('PlaceOrder'), kind: 'changed', field: 'price' },
    says: ['PlaceOrder', 'PlaceOrder'],
  },
  {
    name: 'a draw for another order',
    file: 'state/timers.ts',
    was: "'fill', order.number, config.fillRate",
    is: "'fill', order.number + 1000, config.fillRate - 899_999",
    ...{ seq: first('OrderFilled'), kind: 'missing', field: null },
    says: ['OrderFilled', null],
  },
  {
    name: 'a fee of a ten-thousandth of a percent more',
    file: 'deciders/venue/fee.ts',
    was: 'const rate = isMaker ? rates.maker : rates.taker',
    is: 'const rate = (isMaker ? rates.maker : rates.taker) + 100',
    ...{ seq: first('OrderFilled'), kind: 'changed', field: 'fee' },
    says: ['OrderFilled', 'OrderFilled'],
  },
  {
    name: 'cancels in the opposite order',
    file: 'deciders/cancel-open.ts',
    was: cancels,
    is: `.reverse()${cancels}`,
    ...{ seq: first('CancelOrder'), kind: 'reordered', field: null },
    says: ['CancelOrder', 'CancelOrder'],
  },
  {
    name: 'two wishes in the opposite order',
    file: 'engine/step.ts',
    was: 'for (let i = 0; i < wished.length; i++) {',
    is: 'for (let i = wished.length - 1; i >= 0; i--) {',
    ...{ seq: first('PlaceOrder'), kind: 'reordered', field: null },
    says: ['PlaceOrder', 'PlaceOrder'],
  },
  {
    name: 'a cancel that is lost',
    file: 'deciders/cancel-open.ts',
    was: cancels,
    is: `.slice(1)${cancels}`,
    ...{ seq: first('CancelOrder'), kind: 'missing', field: null },
    says: ['CancelOrder', null],
  },
  {
    name: 'the only answer to a cancel, lost',
    file: 'deciders/venue/venue-answers.ts',
    was: 'return cancelOrder(state, message)',
    is: 'return null',
    ...{ seq: first('OrderCanceled@2'), kind: 'missing', field: null },
    says: ['OrderCanceled@2', null],
  },
  {
    name: 'a cancel too many',
    file: 'deciders/cancel-open.ts',
    was: cancels,
    is: `${cancels}.flatMap((one, i) => (i === 0 ? [one, one] : [one]))`,
    ...{ seq: (lines) => first('OrderCanceled@2')(lines) + 1, kind: 'extra', field: null },
    says: [null, 'CancelOrder'],
  },
  {
    name: 'a freeze that never comes',
    file: 'deciders/watch-edge.ts',
    was: 'event.edgeBps >= threshold) return null',
    is: 'event.edgeBps >= -threshold) return null',
    ...{ seq: first('TradingFrozen'), kind: 'missing', field: null },
    says: ['TradingFrozen', null],
  },
  {
    name: 'another reason for a denial',
    file: 'deciders/place-order.ts',
    was: "'FROZEN'",
    is: "'REDUCING'",
    ...{ seq: first('OrderDenied'), kind: 'changed', field: 'reason' },
    says: ['OrderDenied', 'OrderDenied'],
  },
  {
    name: 'a figure of the state that no line shows',
    file: 'state/totals.ts',
    was: 'totals.fills += 1',
    is: 'totals.fills += 1; totals.thaws += 1',
    ...{ seq: first('TradingFrozen'), kind: 'hidden state', field: 'stateDigest' },
    says: ['TradingFrozen', 'TradingFrozen'],
  },
  {
    name: 'an error',
    file: 'deciders/venue/cancel-order.ts',
    was: 'const order = state.venue.orders[orderId]',
    is: "if (orderId.length > 0) throw new Error('the venue is gone'); const order = state.venue.orders[orderId]",
    // what came in is named, not how far its consequences came
    ...{ seq: (lines) => first('TradingFrozen')(lines) - 1, kind: 'crashed', field: null },
    says: ['EdgeUpdated', null],
  },
  {
    name: 'one more input that is not known',
    file: 'engine/recording.ts',
    was: 'lines: (state.seq + 1) as Count,',
    is: 'lines: (state.seq + 2) as Count,',
    ...{ seq: first('SessionClosed'), kind: 'changed', field: 'lines' },
    says: ['SessionClosed', 'SessionClosed'],
  },
]

const typeIn = (line: unknown): string | null =>
  typeof line === 'string' ? String((JSON.parse(line) as Fields)['type']) : null

describe('a replay by an engine that differs in', () => {
  it.each(rows.map((row) => [row.name, row] as const))(
    '%s names seq, kind and field',
    async (_, { seq, kind, field, says, ...mutation }) => {
      const mutant = await mutantBuild(dir, mutation)
      const { code, stdout } = runBuild(mutant, ['replay', freezing, '--json'])
      const found = JSON.parse(stdout) as Fields
      expect(found).toMatchObject({ verdict: 'diverged', kind, field, seq: seq(recorded) })
      expect([typeIn(found['recorded']), typeIn(found['replayed'])]).toStrictEqual(says)
      expect(code).toBe(4)
      const { stderr } = runBuild(mutant, ['replay', freezing])
      expect(stderr.split('\n').length).toBeLessThanOrEqual(28)
      expect(stderr).toContain(`diverges at seq ${String(seq(recorded))} `)
    },
  )

  it.each(rows.map((row) => [row.name, row] as const))(
    '%s is found without the venue just where the venue did not make it',
    async (_, { seq, file, was, is }) => {
      const mutant = await mutantBuild(dir, { file, was, is })
      const inputs = ['--inputs', 'market,operator,timer,venue', '--json']
      const { code, stdout } = runBuild(mutant, ['replay', freezing, ...inputs])
      const found = JSON.parse(stdout) as Fields
      const isVenues = file.startsWith('deciders/venue/')
      expect(found).toMatchObject(
        isVenues ? { verdict: 'equal' } : { verdict: 'diverged', seq: seq(recorded) },
      )
      if (isVenues) expect(found['taken']).toBe(28)
      expect(code).toBe(isVenues ? 0 : 4)
    },
  )

  it('a price counts with --continue all that it makes different, by kind and type', async () => {
    const [row] = rows
    const mutant = await mutantBuild(dir, row as Row)
    const { code, stdout } = runBuild(mutant, ['replay', freezing, '--continue', '--json'])
    const { further } = JSON.parse(stdout) as { further: Fields & { by_type: Fields } }
    const buys = recorded.filter(({ type, side }) => type === 'PlaceOrder' && side === 'Buy')
    expect(further).toMatchObject({ missing: 0, extra: 0, crash: null })
    // the quotes that asked for them, and the ticks of the clock before which six of them filled
    expect(further['groups']).toBe(buys.length + 6)
    expect(further.by_type['PlaceOrder']).toStrictEqual({
      ...{ changed: buys.length, missing: 0, extra: 0 },
    })
    const at = first('PlaceOrder')(recorded)
    expect((further['first'] as Array<Fields>)[0]).toStrictEqual({
      ...{ kind: 'changed', type: 'PlaceOrder', recorded_seq: at, replayed_seq: at },
    })
    expect(code).toBe(4)
    const { stderr } = runBuild(mutant, ['replay', freezing, '--continue'])
    expect(stderr).toContain(`To the end: ${String(further['groups'])} inputs answered otherwise; `)
  })

  it('a lost cancel counts under the same names, though all lines behind it have other numbers', async () => {
    const lost = rows.find(({ name }) => name === 'a cancel that is lost') as Row
    const mutant = await mutantBuild(dir, lost)
    const { stdout } = runBuild(mutant, ['replay', freezing, '--continue', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      further: { by_type: { CancelOrder: { missing: 1 }, OrderCanceled: { missing: 1 } } },
    })
  })

  it('nothing but a draw that it makes and does not use, finds no difference', async () => {
    const mutant = await mutantBuild(dir, {
      file: 'state/timers.ts',
      was: "  if (happens(config.seed, 'fill', order.number, config.fillRate))",
      is: "  happens(config.seed, 'reject', 7, 1)\n  if (happens(config.seed, 'fill', order.number, config.fillRate))",
    })
    const { code, stdout } = runBuild(mutant, ['replay', freezing])
    expect({ code, lines: stdout.includes('replays byte for byte') }).toStrictEqual({
      code: 0,
      lines: true,
    })
  })

  it('a figure of the state tells between which lines it came, and what looks closer', async () => {
    const mutant = await mutantBuild(dir, {
      file: 'state/totals.ts',
      was: "case 'OrderDenied':\n      totals.denied += 1",
      is: "case 'OrderDenied':\n      totals.thaws += 1; totals.denied += 1",
    })
    const { code, stderr } = runBuild(mutant, ['replay', freezing])
    expect(code).toBe(4)
    const [closed, said] = [first('SessionClosed')(recorded), first('SnapshotTaken')(recorded)]
    expect(stderr).toContain('only the state is another (hidden state)')
    expect(stderr).toContain(
      `What is another in the state came between lines ${said} and ${closed}: shadowtape bisect `,
    )
    const fold = runBuild(mutant, ['replay', freezing, '--fold', '--json'])
    expect(JSON.parse(fold.stdout)).toMatchObject({
      ...{ verdict: 'diverged', seq: closed, field: 'stateDigest', last_equal_state: said },
    })
  })
})
