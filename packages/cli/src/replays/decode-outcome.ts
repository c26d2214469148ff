import { readBlocks } from '@shadowtape/adapters'
import type { FaultAt } from '@shadowtape/core'
import { roundTrip } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { faultFailure } from '../journals/journal-failure'
import { readHeader } from '../journals/read-header'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { printable } from '../reports/printable'
import { quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

/** Whether every message is well formed now, and comes back as the line it was. */
export const decodeOutcome = (file: string, env: CliEnv): Outcome => {
  const header = readHeader(file)
  if (isLeft(header) && header.left.type === 'Incompatible') {
    const says = `${file} cannot be decoded: ${printable(header.left.why)}.`
    return failedOutcome(file, 'incompatible', failure('Incompatible', says))
  }
  const trip = roundTrip()
  const progress = progressOn(env, 'decoding')
  let fault = null as FaultAt | null
  const read = readBlocks(
    file,
    (b, start, end) => {
      fault = trip.block(b, start, end)
      return fault === null ? 'go on' : 'stop'
    },
    progress.tick,
  )
  progress.finish()
  if (isLeft(read)) return fileOutcome(file, read.left)
  if (fault !== null) return damageOutcome(file, faultFailure(file, fault))
  const [lines, upgraded] = [trip.lines(), trip.upgraded()]
  const older = upgraded === 0 ? '' : `, ${quantity(upgraded, 'line')} by way of the newest version`
  return {
    text: `${file} is well formed: ${quantity(lines, 'line')} read and written both ways${older}\n`,
    json: { file, verdict: 'well formed', lines, upgraded },
    failure: null,
  }
}
