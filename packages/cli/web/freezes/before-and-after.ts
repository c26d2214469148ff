import { sinceText } from '../../src/reports/otherwise-report'
import type { Standing } from '../data/freeze-page'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import { table } from '../dom/table'
import { signedUsd, usd } from '../text/figures'
import type { Looked } from './freeze-section'
import { part } from './part'

/** Where the session stood just before a stop, and once all that was open had been answered. */
export const beforeAndAfter = ({ stop, page }: Looked): HTMLElement => {
  const { before, after } = page
  if (before === null)
    return part('Before and after', el('p', {}, 'Nobody knows without the strategy.'))
  const row = (name: string, of: (standing: Standing) => string, limit: string | null = null) => ({
    cells: [name, of(before), after === null ? '' : of(after), limit ?? ''] as ReadonlyArray<Child>,
  })
  const names = new Map(
    [...before.symbols, ...(after?.symbols ?? [])].map(({ account, symbol }) => [
      `${account} ${symbol}`,
      { account, symbol },
    ]),
  )
  return part(
    'Before and after',
    table(
      'Where the session stood',
      [
        { title: 'What' },
        { title: 'Just before', isFigure: true },
        {
          title: laterText(after, stop.at),
          isFigure: true,
        },
        { title: 'Limit', isFigure: true },
      ],
      [
        ...[...names.values()].map((one) =>
          row(`Held ${nameOf(one)}`, (standing) =>
            heldIn(standing, one, standing === before ? after : before),
          ),
        ),
        ...[...names.values()].map((one) =>
          row(
            `Worth of ${nameOf(one)}`,
            (standing) => usd(entryOf(standing, one)?.worth_usd ?? '0'),
            limitText(before.inventory_usd_max),
          ),
        ),
        row('Open orders', ({ open_orders: open }) => String(open)),
        row(
          'Exposure, worst case',
          ({ exposure_usd: exposure }) => usd(exposure),
          limitText(before.total_notional_usd_max),
        ),
        row('Net so far', ({ net_usd: net }) => signedUsd(net)),
      ],
    ),
  )
}

const laterText = (after: Standing | null, stopAt: number): string => {
  if (after === null) return 'After'
  return after.at === stopAt ? 'Right after' : `${sinceText(after.at - stopAt)} later`
}

type Name = { readonly account: string; readonly symbol: string }

const nameOf = ({ account, symbol }: Name): string =>
  account === 'main' ? symbol : `${symbol}, ${account}`

const entryOf = ({ symbols }: Standing, { account, symbol }: Name) =>
  symbols.find((one) => one.account === account && one.symbol === symbol)

/** Where nothing is said of a symbol nothing is held of it: as many zeros as its quantity has. */
const heldIn = (standing: Standing, name: Name, other: Standing | null): string =>
  entryOf(standing, name)?.qty ?? zeroLike((other && entryOf(other, name)?.qty) ?? '0')

const zeroLike = (qty: string): string =>
  qty
    .replace('-', '')
    .replace(/\d/g, '0')
    .replace(/^0+(?=0)/, '')

const limitText = (text: string | null): string | null => (text === null ? null : usd(text))
