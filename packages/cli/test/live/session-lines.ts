import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { TradingFloor } from './trading-floor'

/** A journal's line as JSON gives it. */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string }

/** The lines of a journal, those that are whole. */
export const linesOfJournal = (folder: string, journal: string): ReadonlyArray<Line> => {
  const text = readFileSync(join(folder, journal), 'utf8')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
    .map((line) => ({ ...line, type: line.type.replace(/@\d+$/, '') }))
}

/** The lines of a type. */
export const ofType = (lines: ReadonlyArray<Line>, type: string): ReadonlyArray<Line> =>
  lines.filter((line) => line.type === type)

/** What the fills of a journal come to, in thousandths. */
export const heldByFills = (lines: ReadonlyArray<Line>): number =>
  ofType(lines, 'OrderFilled').reduce(
    (held, { side, qty }) => held + (side === 'Buy' ? 1 : -1) * Math.round(Number(qty) * 1_000),
    0,
  )

/** What the floor's account holds of BTCUSDT, in thousandths, and how many of its orders rest. */
export const accountOf = ({ desk }: TradingFloor): { held: number; open: number } => {
  const [account] = Object.values(desk.state.accounts)
  const position = account?.positions['BTCUSDT' as keyof typeof account.positions]
  return { held: position?.qty ?? 0, open: desk.state.orders.openCount }
}

/** How many fills the floor has made. */
export const fillsOf = ({ desk }: TradingFloor): number => desk.state.totals.fills
