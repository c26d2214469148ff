import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { newSha256 } from '@shadowtape/adapters'
import type {
  Entry,
  Input,
  Reason,
  SessionOpened,
  SettingsChanged,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import { changedFields, digestOfBytes, noDigest, openSession, reExecution } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import type { Dice } from '../../core/test/fuzz/dice'
import { newDice } from '../../core/test/fuzz/dice'
import { lawRuns } from '../../core/test/support/law-runs'
import { recordedInputs } from '../src/journals/recorded-inputs'
import { strategyFor } from '../src/sessions/strategies'

const goldens = resolve(__dirname, '..', '..', '..', 'journals')
/** What README's first command writes lies there too, and is no golden. */
const names = readdirSync(goldens).filter((name) => /^(?!demo\.).*\.jsonl$/.test(name))

type Timed = { readonly at: number; readonly message: Input }
type Golden = { readonly opened: SessionOpened; readonly inputs: ReadonlyArray<Timed> }

const goldenOf = (name: string): Golden => {
  const path = join(goldens, name)
  const [header, ...inputs] = [...recordedInputs(path, statSync(path).size)]
  if (header?.message.type !== 'SessionOpened') throw new Error(`${name} has no header`)
  const timed = inputs.flatMap(({ at, message }) =>
    message.type === 'SessionOpened' || message.type === 'CloseSession' ? [] : [{ at, message }],
  )
  return { opened: header.message, inputs: timed }
}

/** What may become of a message on its way: each is one place in a list of them. */
const agitators: Readonly<
  Record<string, (inputs: Array<Timed>, place: number, dice: Dice, opened: SessionOpened) => void>
> = {
  drop: (inputs, place) => {
    inputs.splice(place, 1)
  },
  duplicate: (inputs, place) => {
    inputs.splice(place, 0, inputs[place] as Timed)
  },
  swap: (inputs, place) => {
    const [one, other] = [inputs[place], inputs[place + 1]]
    if (one === undefined || other === undefined) return
    inputs[place] = { at: one.at, message: other.message }
    inputs[place + 1] = { at: other.at, message: one.message }
  },
  delay: (inputs, place, dice) => {
    const [late] = inputs.splice(place, 1) as [Timed]
    const at = late.at + dice.below(5_000_000)
    const before = inputs.findIndex((input) => input.at > at)
    inputs.splice(before < 0 ? inputs.length : before, 0, { ...late, at })
  },
  override: (inputs, place, dice) => {
    const input = inputs[place] as Timed
    const { message } = input
    if (message.type === 'QuoteObserved') {
      const by = dice.below(20_000) as never
      inputs[place] = { ...input, message: { ...message, ask: message.bid === null ? null : by } }
    } else if (message.type === 'TradePrinted')
      inputs[place] = { ...input, message: { ...message, qty: dice.below(1_000_000) as never } }
    else if (message.type === 'EdgeUpdated')
      inputs[place] = { ...input, message: { ...message, edgeBps: -dice.below(9e8) as never } }
  },
  settings: (inputs, place, dice, opened) => {
    if (inputs.some(({ message }) => message.type === 'SettingsChanged')) return
    const { at } = inputs[place] as Timed
    inputs.splice(place, 0, { at, message: changed(opened, dice) })
  },
}

/** Other settings, within what a header may say. */
const changed = (opened: SessionOpened, dice: Dice): SettingsChanged => {
  const values = {
    edgeThresholdBps: dice.below(9_000_000),
    inventoryUsdMax: dice.below(20_000) * 1_000_000,
    totalNotionalUsdMax: dice.below(50_000) * 1_000_000,
    fillRate: dice.below(1_000_001),
    latencyUs: dice.below(1_000_000),
    seed: dice.below(99),
  }
  const fields = changedFields(opened, { ...opened, ...values } as SessionOpened)
  return { type: 'SettingsChanged', actor: 'ana' as Reason, ...fields, configDigest: noDigest }
}

/** Runs a session over inputs; returns what was said and the bytes of its journal. */
const ran = ({ opened }: Golden, strategy: Strategy, inputs: ReadonlyArray<Timed>) => {
  const session = openSession(opened, (inputs[0]?.at ?? 0) as TimestampUs, strategy, newSha256)
  const entries = [...session.opening]
  for (const { at, message } of inputs) entries.push(...session.record(at as TimestampUs, message))
  entries.push(...session.close((inputs.at(-1)?.at ?? 0) as TimestampUs, 'END_OF_INPUT'))
  return { entries, bytes: session.tape.waiting().slice() }
}

/** What no session may say, whatever came in. */
const complaints = (entries: ReadonlyArray<Entry>): ReadonlyArray<string> => {
  const said: Array<string> = []
  const leaves = new Map<string, number>()
  const ended = new Set<string>()
  let isFrozen = false
  let before = { seq: 0, at: 0 }
  for (const { seq, at, cause, message } of entries) {
    const complain = (what: string): void => {
      said.push(`line ${String(seq)}, ${message.type}: ${what}`)
    }
    if (seq !== before.seq + 1 || at < before.at) complain('is out of its order')
    if (cause !== null && cause >= seq) complain('comes before its cause')
    before = { seq, at }
    switch (message.type) {
      case 'TradingFrozen':
        isFrozen ||= message.scope === 'session'
        break
      case 'TradingThawed':
        isFrozen = false
        break
      case 'OrderPlaced':
        if (isFrozen) complain('is placed while trading is frozen')
        if (leaves.has(message.orderId)) complain('has the id of another')
        leaves.set(message.orderId, message.qty)
        break
      case 'OrderFilled': {
        const left = (leaves.get(message.orderId) ?? 0) - message.qty
        if (ended.has(message.orderId)) complain('is of an order that had ended')
        if (left < 0 || message.qty <= 0) complain('is of more than was ordered')
        if (left !== message.leavesQty) complain('does not say what is left')
        leaves.set(message.orderId, left)
        if (left === 0) ended.add(message.orderId)
        break
      }
      case 'OrderCanceled':
      case 'OrderRejected':
        if (ended.has(message.orderId)) complain('ends an order again')
        ended.add(message.orderId)
        break
      default:
    }
  }
  return said
}

describe.each(names)('the inputs of %s', (name) => {
  const golden = goldenOf(name)
  const strategy = strategyFor(golden.opened)
  if (isLeft(strategy)) throw new Error(`${name} has no strategy of ours`)
  const many = lawRuns(name.startsWith('market-maker') ? 15 : 40)

  it.each(Object.entries(agitators))('may be agitated (%s), and nothing breaks', (_, agitate) => {
    const dice = newDice()
    const said = new Set<string>()
    for (let seed = 1; seed <= many; seed++) {
      dice.set(seed, name.length)
      const inputs = [...golden.inputs]
      for (let times = 1 + dice.below(6); times > 0; times--)
        // what lists a symbol stays: without it nothing can be read at all
        agitate(inputs, 2 + dice.below(Math.max(1, inputs.length - 3)), dice, golden.opened)
      const { entries, bytes } = ran(golden, strategy.right, inputs)
      expect([seed, complaints(entries)]).toStrictEqual([seed, []])
      // whatever it was told, what it wrote replays byte for byte
      const replay = reExecution({
        newHasher: newSha256,
        strategyFor: () => strategy.right,
        isEqual: (a, b) => Buffer.compare(a, b) === 0,
      })
      expect([seed, replay.block(bytes, 0, bytes.length), replay.end()]).toStrictEqual([
        ...[seed, null, null],
      ])
      said.add(digestOfBytes(newSha256, bytes))
    }
    // they were not all the same session
    expect(said.size).toBeGreaterThan(1)
  })
})
