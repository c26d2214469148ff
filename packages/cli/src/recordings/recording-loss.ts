import { fileFailureText } from '@shadowtape/adapters'

import { grouped, quantity } from '../reports/quantity-text'
import { printable } from '../reports/printable'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Recorded } from './record-session'

/** What a recording does not have, in words, or `null` where nothing is known to be missing. */
export const recordingLoss = ({
  counts,
  written,
  end,
  failure: disk,
}: Recorded): Failure | null => {
  if (disk !== null) {
    const lost = counts.messages - written.lines
    const kept = `${quantity(written.lines, 'message')} are kept`
    const rest = `${kept}; ${grouped(lost)} that came behind them are not.`
    return failure('Failed', `Error: ${fileFailureText(disk)}\n${rest}`)
  }
  const refused = [...counts.refused].map(([topic, says]) => `${topic}: ${printable(says)}`)
  if (end === 'all refused') {
    return failure('Failed', `Error: every topic was refused\n${refused.join('\n')}`)
  }
  if (counts.messages === 0) return failure('Failed', 'Error: nothing was received')
  const parts = [
    counts.losses > 0 ? `${quantity(counts.losses, 'connection')} lost` : null,
    counts.gaps > 0 ? quantity(counts.gaps, 'gap') : null,
    counts.unreadable > 0 ? `${grouped(counts.unreadable)} unreadable` : null,
    refused.length > 0 ? `${quantity(refused.length, 'topic')} refused` : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return failure('Lossy', `Finished with loss: ${parts.join(', ')}; the log says when.`)
}
