import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { aPlaceOrder, aQuote, specForStrategy } from '@shadowtape/core'

import { strategy } from '../../../examples/join-the-touch'
import { paramsOfBuiltIn } from '../src/sessions/strategy-settings'

const page = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'strategies.md'), 'utf8')

describe('docs/strategies.md', () => {
  it.each(Object.entries(paramsOfBuiltIn))('names all the parameters of %s', (name, params) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? ''
    const cells = row.split('|')
    const named = [...(cells[3] ?? '').matchAll(/`([A-Za-z]+)` \(/g)].map(([, param]) => param)
    expect(named).toStrictEqual(params)
  })

  it('shows a test that holds, of the example it points to', () => {
    expect(page).toContain('  given(aQuote()).when(aQuote()).staysQuiet()\n')
    const { given } = specForStrategy(strategy)
    given(aQuote()).when(aQuote()).staysQuiet()
    given()
      .when(aQuote({ bid: '60000', ask: '60001' }))
      .then(
        { type: 'CancelAllOrders', symbol: aQuote().symbol },
        ...ordersAt(['Buy', '60000'], ['Sell', '60001']),
      )
  })
})

const ordersAt = (...orders: ReadonlyArray<readonly [string, string]>) =>
  orders.map(([side, price]) => aPlaceOrder({ side, price, qty: '0.003' }))
