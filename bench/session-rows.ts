import { readCaptures } from '@shadowtape/adapters'
import type { Engine, Input, SessionOpened, Strategy, TimestampUs } from '@shadowtape/core'
import { aSession, engineOf, marketMaker, step } from '@shadowtape/core'

import { idle } from './mix-journal'
import { orderRested } from './resident-orders'
import type { Fixture, Row, Work } from './work'

/** An input and its engine time. */
type Timed = { readonly at: TimestampUs; readonly input: Input }

/** How many orders rest in the rows that count them. */
export const residents = [10, 100, 1_000, 10_000] as const

/** How often the capture is told in the long session, of which tenths are measured. */
const repeats = 10

/** Rows that step over a capture's inputs in memory, under the queue model and without a journal. */
export const sessionRows: Readonly<Record<string, Row>> = {
  cell: async ({ capture }) => {
    const inputs = await inputsOf(capture)
    let engine = opened(marketMaker, 'risk-averse', inputs)
    return {
      count: inputs.length,
      prepare: () => {
        engine = opened(marketMaker, 'risk-averse', inputs)
      },
      once: () => void stepped(engine, inputs),
    }
  },
  firstTenth: (fixture) => tenth(fixture, 0),
  lastTenth: (fixture) => tenth(fixture, repeats - 1),
  ...Object.fromEntries(
    (['risk-averse', 'power'] as const).flatMap((model) =>
      residents.map((orders): [string, Row] => [
        `${model}-${String(orders)}`,
        (fixture) => resident(fixture, model, orders),
      ]),
    ),
  ),
}

/** An engine that has many orders at rest all along: so large that none of them fills whole. */
const resident = async ({ capture }: Fixture, model: QueueModel, orders: number): Promise<Work> => {
  const all = await inputsOf(capture)
  const from = 1 + all.findIndex(({ input }) => touches(input))
  const [before, inputs] = [all.slice(0, from), all.slice(from)]
  const prices = pricesOf(all)
  const ready = (): Engine => {
    const engine = opened(idle, model, all)
    stepped(engine, before)
    for (let i = 0; i < orders; i++) orderRested(engine, prices, (i + 0.5) / orders)
    return engine
  }
  let engine = ready()
  return {
    count: stepped(engine, inputs),
    prepare: () => {
      engine = ready()
    },
    once: () => void stepped(engine, inputs),
  }
}

/** A tenth of one long session; what comes before it is not measured. */
const tenth = async ({ capture }: Fixture, nth: number): Promise<Work> => {
  const inputs = await inputsOf(capture)
  const ready = (): Engine => {
    const engine = opened(marketMaker, 'risk-averse', inputs)
    for (let i = 0; i < nth; i++) stepped(engine, told(inputs, i))
    return engine
  }
  const measured = told(inputs, nth)
  let engine = ready()
  return {
    count: stepped(engine, measured),
    prepare: () => {
      engine = ready()
    },
    once: () => void stepped(engine, measured),
  }
}

type QueueModel = 'risk-averse' | 'power'

const opened = (
  strategy: Strategy,
  queueModel: QueueModel,
  [first]: ReadonlyArray<Timed>,
): Engine => {
  const engine = engineOf(strategy)
  step(engine, first?.at as TimestampUs, headerOf(strategy, queueModel))
  return engine
}

/** No edge comes in, so that nothing ever freezes. */
const headerOf = ({ name: strategy }: Strategy, queueModel: QueueModel): SessionOpened =>
  aSession({ strategy, fillModel: 'queue', queueModel, makerFeeRate: '0.0002' })

/** Steps over inputs; returns how many lines they made. */
const stepped = (engine: Engine, inputs: ReadonlyArray<Timed>): number => {
  const before = engine.state.seq
  for (const { at, input } of inputs) step(engine, at, input)
  return engine.state.seq - before
}

const inputsOf = async (capture: string): Promise<ReadonlyArray<Timed>> => {
  const inputs: Array<Timed> = []
  const read = await readCaptures(
    [capture],
    { symbols: new Set(['BTCUSDT']), instruments: new Map(), badLines: 'stop' },
    {
      input: (at, input) => inputs.push({ at, input }),
      problem: () => undefined,
      warning: () => undefined,
    },
  )
  if (read._tag === 'Left') throw new Error(`${capture}: ${JSON.stringify(read.left)}`)
  return inputs
}

const touches = (input: Input): boolean => input.type === 'QuoteObserved' && input.bid !== null

/** From the lowest bid to the highest ask that a capture's touch comes to. */
const pricesOf = (inputs: ReadonlyArray<Timed>): readonly [number, number] => {
  let [low, high] = [Infinity, 0]
  for (const { input } of inputs)
    if (input.type === 'QuoteObserved') {
      low = Math.min(low, input.bid ?? low)
      high = Math.max(high, input.ask ?? high)
    }
  return [low, high]
}

/** The inputs as they would come for the nth time, each later and numbered on; listed only once. */
const told = (inputs: ReadonlyArray<Timed>, nth: number): ReadonlyArray<Timed> => {
  const later = nth * ((inputs.at(-1)?.at ?? 0) - (inputs[0]?.at ?? 0) + 1)
  const lastSeq = inputs.reduce((last, { input }) => Math.max(last, crossSeqOf(input)), 0)
  return inputs
    .filter(({ input }) => nth === 0 || input.type !== 'InstrumentListed')
    .map(({ at, input }) => ({
      at: (at + later) as TimestampUs,
      input: {
        ...input,
        ...('venueAt' in input && input.venueAt !== null ? { venueAt: input.venueAt + later } : {}),
        ...('crossSeq' in input ? { crossSeq: crossSeqOf(input) + nth * lastSeq } : {}),
      } as Input,
    }))
}

const crossSeqOf = (input: Input): number => ('crossSeq' in input ? (input.crossSeq ?? 0) : 0)
