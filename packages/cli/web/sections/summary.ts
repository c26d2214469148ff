import type { SessionReport } from '../../src/pages/report-data'
import { el } from '../dom/element'
import { table } from '../dom/table'
import { countText, shareText, signedUsd, usd } from '../text/figures'
import { section, tile } from './section'
import type { View } from './view'

/** What the session came to, in figures. */
export const summary = ({ report, id }: View): HTMLElement => {
  const { summary: all, integrity } = report
  return section(
    id('summary'),
    'Summary',
    integrity.verdict === 'damaged'
      ? el('p', { class: 'alert' }, `The journal is damaged. ${integrity.says ?? ''} `, whatHolds)
      : null,
    el('dl', { class: 'tiles' }, tilesOf(all)),
    all.holdings.length === 0 ? null : holdingsTable(all),
  )
}

const whatHolds = 'All that follows is of what came before that.'

const tilesOf = (all: SessionReport['summary']): ReadonlyArray<HTMLElement> => [
  tile('Net', signedUsd(all.netUsd), 'after fees and funding, at the mark', 'large'),
  tile('Realized', signedUsd(all.realizedUsd), 'closed by trades'),
  tile('Unrealized', signedUsd(all.unrealizedUsd), 'still held, at the mark'),
  tile('Fees paid', usd(all.feesUsd), `funding paid ${usd(all.fundingUsd)}`),
  tile('Fills', countText(all.fills), `${shareText(all.makerFills, all.fills)} as maker`),
  tile(
    'Orders placed',
    countText(all.placed),
    `${countText(all.filledOrders)} filled, ${countText(all.canceled)} canceled, ` +
      `${countText(all.openOrders)} open`,
  ),
  tile(
    'Turned down',
    countText(all.denied + all.rejected),
    `${countText(all.denied)} denied by us, ${countText(all.rejected)} rejected by the venue`,
  ),
  tile('Freezes', countText(all.freezes), `of ${countText(all.inputs)} inputs`),
]

const holdingsTable = ({ holdings }: SessionReport['summary']): HTMLElement =>
  table(
    'Held at the end',
    [
      { title: 'Symbol' },
      { title: 'Account' },
      { title: 'Quantity', isFigure: true },
      { title: 'Worth', isFigure: true },
      { title: 'Net', isFigure: true },
    ],
    holdings.map(({ account, symbol, qty, worthUsd, netUsd }) => ({
      cells: [symbol, account, qty, usd(worthUsd), signedUsd(netUsd)],
    })),
  )
