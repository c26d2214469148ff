import { isLeft } from 'fp-ts/Either'

import { journalFailure } from '../journals/journal-failure'
import { scanJournal, sealsOf } from '../journals/scan-journal'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import type { Outcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

/** Whether a file is what was written: CRCs, seals, seq, beginning and end. */
export const bytesOutcome = (file: string, env: CliEnv): Outcome => {
  const progress = progressOn(env, 'verifying')
  const scan = scanJournal(file, progress.tick)
  progress.finish()
  if (isLeft(scan)) return fileOutcome(file, scan.left)
  const failed = journalFailure(file, scan.right)
  if (failed !== null) return damageOutcome(file, failed)
  const { found } = scan.right
  const { lines, bytes } = found
  const [seals, head] = [sealsOf(found), found.closed?.digest ?? '']
  const sizes = [quantity(lines, 'line'), quantity(bytes, 'byte'), quantity(seals, 'seal')]
  return {
    text: `${file} is what was written: ${sizes.join(', ')}, head ${head}\n`,
    json: { file, verdict: 'sound', lines, bytes, seals, head },
    failure: null,
  }
}
