import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Engine, Entry, Message } from '../../src'
import {
  coinScale,
  engineAfter,
  formatDecimal,
  freeOf,
  passed,
  silent,
  tell,
  walletOf,
} from '../../src'
import type { Telling } from './story-words'
import { openedBy, stepOf } from './story-words'

const page = readFileSync(
  resolve(__dirname, '..', '..', '..', '..', 'docs', 'execution-cases.md'),
  'utf8',
)

type Case = readonly [session: string, story: string, outcome: string]

/** The rows of every table of stories on the page. */
const cases: ReadonlyArray<Case> = page.split('\n## ').flatMap((chapter, i) =>
  i === 0
    ? []
    : chapter
        .split('\n')
        .filter((line) => line.startsWith('|') && !/^\| *(session|-+) /.test(line))
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .map(([, session = '', story = '', outcome = '']) => [session, story, outcome] as const),
)

const price = (units: number | null): string => String(Number(formatDecimal(units ?? 0, 1)))

/** What a line says of an order, in the page's words, or `null` where it says nothing of one. */
const saidOf = (telling: Telling, message: Message): string | null => {
  const letter = 'orderId' in message ? (telling.letters.get(message.orderId ?? '') ?? 'A') : ''
  switch (message.type) {
    case 'OrderFilled': {
      const other = { OWN: ' own', ACCOUNT: ' account' } as Readonly<Record<string, string>>
      const own = other[message.against] ?? ''
      const how = `${message.liquidity.toLowerCase()}${own}`
      return `${letter} ${String(message.qty)}@${price(message.price)} ${how}`
    }
    case 'OrderCanceled':
      return `${letter} canceled ${message.reason} ${String(message.leavesQty)}`
    case 'OrderRejected':
      return `${letter} rejected ${String(message.retCode)}`
    case 'CancelRejected':
      return `cancel ${letter} rejected ${String(message.retCode)}`
    case 'AmendRejected':
      return `amend ${letter} rejected ${String(message.retCode)}`
    case 'OrderAmended':
      return `${letter} amended`
    case 'OrderTriggered':
      return `${letter} triggered`
    case 'TradingStopSet':
      return 'stop set'
    case 'TradingStopRejected':
      return `stop rejected ${String(message.retCode)}`
    case 'TradingStopTriggered':
      return `${letter} ${message.stopOrderType} ${String(message.qty)}`
    default:
      return null
  }
}

const heard = (telling: Telling, entries: ReadonlyArray<Entry>, asked: string): Array<string> =>
  entries.flatMap(({ message }) => {
    if (message.type === 'OrderPlaced') {
      telling.ids.set(asked, message.orderId)
      telling.letters.set(message.orderId, asked)
    }
    if (message.type === 'TradingStopTriggered')
      telling.letters.set(message.orderId, message.orderId.replace('s-', 'S'))
    if (message.type === 'OrderDenied') return [`${asked} denied ${message.reason}`]
    return saidOf(telling, message) ?? []
  })

const openAt = ({ state }: Engine, telling: Telling): ReadonlyArray<string> =>
  Object.values(state.venue.orders).map(
    ({ orderId, leavesQty }) => `left ${telling.letters.get(orderId) ?? '?'} ${String(leavesQty)}`,
  )

/** What each account has of each coin: `main 98 USDT (60 free)`. */
const balancesOf = ({ state }: Engine): ReadonlyArray<string> => {
  const [instrument] = Object.values(state.instruments)
  return Object.values(state.accounts).flatMap(({ terms: { account, balances } }) => {
    if (balances === null || instrument === undefined) return []
    const { category, baseCoin, quoteCoin } = instrument
    const coins = category === 'spot' ? [baseCoin, quoteCoin] : [quoteCoin]
    return coins.map((coin) => {
      const [has, free] = [walletOf, freeOf].map((of) => coinQty(of(state, account, coin)))
      return `${account} ${has ?? ''} ${coin} (${free ?? ''} free)`
    })
  })
}

const coinQty = (units: bigint): string => {
  const millionths = units / 10n ** BigInt(coinScale - 6)
  expect(millionths * 10n ** BigInt(coinScale - 6)).toBe(units)
  return String(Number(millionths) / 1e6)
}

/** Tells a story to the real engine, and what became of its orders in the page's words. */
const told = (session: string, story: string): string => {
  const engine = engineAfter(silent, openedBy(session))
  const telling: Telling = { ids: new Map(), letters: new Map(), at: engine.state.at, updates: 0 }
  const outcome: Array<string> = []
  for (const words of story.split('; ')) {
    telling.at = engine.state.at
    const step = stepOf(telling, words)
    const entries = tell(engine, typeof step === 'number' ? passed(step) : step)
    outcome.push(...heard(telling, entries, words.split(':')[0] ?? ''))
    if (words === 'balances') outcome.push(...balancesOf(engine))
  }
  return [...outcome, ...openAt(engine, telling)].join('; ') || 'nothing'
}

describe('docs/execution-cases.md', () => {
  it('has at least forty stories', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40)
  })

  it.each(cases)('%s: %s', (session, story, outcome) => {
    expect(told(session, story)).toBe(outcome)
  })
})
