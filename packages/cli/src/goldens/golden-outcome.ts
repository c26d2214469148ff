import type { State } from '@shadowtape/core'
import { formatDecimal, usdScale } from '@shadowtape/core'

import { holdings, netUsd } from '../reports/holdings'
import type { GoldenHead } from './golden'

/** What a session came to, as a golden says it: the net of it all, and what is still held. */
export const outcomeOf = (state: State | null): Pick<GoldenHead, 'netUsd' | 'held'> => {
  if (state === null) return { netUsd: null, held: '' }
  const held = holdings(state).filter(({ qty }) => qty !== 0)
  return {
    netUsd: formatDecimal(netUsd(state), usdScale),
    held: held
      .map(
        ({ account, symbol, qty, qtyScale }) =>
          `${account} ${symbol} ${formatDecimal(qty, qtyScale)}`,
      )
      .join(','),
  }
}
