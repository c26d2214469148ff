import { sinceText } from '../../src/reports/otherwise-report'
import type { FreezePage } from '../data/freeze-page'
import { less, signOf, usd } from './figures'

/** What stopping was worth against going on, in a sentence; `null` where nobody knows. */
export const costText = ({ otherwise, line }: FreezePage): string | null => {
  if ('unsaid' in otherwise) return null
  const { recorded, instead, until_at: untilAt } = otherwise.kept
  const gained = less(instead.net_usd, recorded.net_usd)
  if (gained === null) return null
  const while_ = sinceText(untilAt - Number(line['at']))
  if (signOf(gained) === 0) return `Going on for ${while_} would have come to the same.`
  const size = usd(gained.replace('-', ''))
  return signOf(gained) > 0
    ? `Stopping cost ${size}: going on would have made that much more over the next ${while_}.`
    : `Stopping saved ${size}: going on would have made that much less over the next ${while_}.`
}

/** The same in a few words: `cost $0.03`. */
export const shortCostText = ({ otherwise }: FreezePage): string | null => {
  if ('unsaid' in otherwise) return null
  const gained = less(otherwise.kept.instead.net_usd, otherwise.kept.recorded.net_usd)
  if (gained === null) return null
  if (signOf(gained) === 0) return 'no difference'
  return `${signOf(gained) > 0 ? 'cost' : 'saved'} ${usd(gained.replace('-', ''))}`
}
