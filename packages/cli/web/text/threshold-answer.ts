import { sinceText } from '../../src/reports/otherwise-report'
import type { Thresholds } from '../../src/postmortems/thresholds'
import type { FreezePage } from '../data/freeze-page'
import { less, signOf, usd } from './figures'
import { meansText, rangeAt, typedThreshold } from './thresholds'

/** What is known of a threshold that a reader typed, and no more than that. */
export const thresholdAnswer = (
  page: FreezePage,
  thresholds: Thresholds,
  text: string,
  whileUs: number,
): string => {
  if (text.trim() === '') return ''
  const typed = typedThreshold(text)
  if (typed === null) return 'Not a number: type digits, with a point for decimals, such as 0.5.'
  const range = thresholds.ranges[rangeAt(thresholds, typed) ?? -1]
  if (range === undefined) return 'Nothing is known of that one.'
  const what = `With ${typed} ${thresholds.unit} it ${meansText(range, whileUs)}.`
  switch (range.means) {
    case 'not':
      return `${what} ${goneOn(page, whileUs)}`
    case 'later':
      return `${what} When exactly, and what it makes until then, is not on this page: run it.`
    case 'here':
      return `${what} Nothing changes about this stop.`
    case 'here or earlier':
      return `${what} Which of the two is not on this page: run it.`
    case 'earlier':
      return `${what} When, and what that saves or costs, is not on this page: run it.`
  }
}

/** Up to its first stop a session is the same with every threshold: so it went as the run did. */
const goneOn = ({ otherwise }: FreezePage, whileUs: number): string => {
  if ('unsaid' in otherwise) return ''
  const { recorded, instead, is_parted_before: isParted } = otherwise.kept
  if (isParted || instead.next_stop !== null)
    return 'What it makes is not on this page: other stops come into it. Run it.'
  const gained = less(instead.net_usd, recorded.net_usd) ?? '0'
  const size = usd(gained.replace('-', ''))
  const than =
    signOf(gained) === 0 ? 'the same as' : `${size} ${signOf(gained) > 0 ? 'more' : 'less'} than`
  return (
    `Over these ${sinceText(whileUs)} it makes ${usd(instead.net_usd)}, ${than} ` +
    `the ${usd(recorded.net_usd)} with the stop.`
  )
}
