import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { BoundedParam } from '@shadowtape/core'
import {
  aPlaceOrder,
  aQuote,
  mainAccount,
  marketMaker,
  marketMakerParams,
  specForStrategy,
} from '@shadowtape/core'

import { strategy } from '../../../examples/join-the-touch'
import { paramsOfBuiltIn } from '../src/sessions/strategy-settings'

const page = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'strategies.md'), 'utf8')

describe('docs/strategies.md', () => {
  const small = Object.entries(paramsOfBuiltIn).filter(([name]) => name !== marketMaker.name)

  it.each(small)('names all the parameters of %s', (name, params) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? ''
    const cells = row.split('|')
    const named = [...(cells[3] ?? '').matchAll(/`([A-Za-z]+)` \(/g)].map(([, param]) => param)
    expect(named).toStrictEqual(params)
  })

  it("says the market maker's parameters, their defaults and what they may be", () => {
    const table = page.slice(page.indexOf("### The market maker's parameters"))
    const rows = [...table.matchAll(/^\| `(\w+)` *\|[^|]*\| (\S+) *\| (.*?) *\|/gm)]
    expect(rows.map(([, ...cells]) => cells)).toStrictEqual(marketMakerParams.map(rowOf))
    expect(table).toContain('`account` (main)')
    expect(['account', ...marketMakerParams.map(({ name }) => name)]).toStrictEqual(
      paramsOfBuiltIn['market-maker'],
    )
  })

  it('shows a test that holds, of the example it points to', () => {
    expect(page).toContain('  given(aQuote()).when(aQuote()).staysQuiet()\n')
    const { given } = specForStrategy(strategy)
    given(aQuote()).when(aQuote()).staysQuiet()
    given()
      .when(aQuote({ bid: '60000', ask: '60001' }))
      .then(
        { type: 'CancelAllOrders', account: mainAccount, symbol: aQuote().symbol },
        ...ordersAt(['Buy', '60000'], ['Sell', '60001']),
      )
  })
})

const rowOf = (param: (typeof marketMakerParams)[number]): ReadonlyArray<string> =>
  'choices' in param
    ? [param.name, param.byDefault, param.choices.join(', ')]
    : [param.name, param.byDefault, rangeOf(param)]

const rangeOf = ({ min, max, scale }: BoundedParam): string => {
  const [least, most] = [min, max].map((bound) => decimalText(bound, scale))
  return max === Number.MAX_SAFE_INTEGER
    ? `${least ?? ''} and more`
    : `${least ?? ''} to ${most ?? ''}`
}

const decimalText = (value: number, scale: number): string =>
  scale === 0 ? String(value) : (value / 10 ** scale).toFixed(scale).replace(/\.?0+$/, '')

const ordersAt = (...orders: ReadonlyArray<readonly [string, string]>) =>
  orders.map(([side, price]) => aPlaceOrder({ side, price, qty: '0.003' }))
