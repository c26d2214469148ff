import { fileFailureText, newSha256 } from '@shadowtape/adapters'
import type { Count, TimestampUs } from '@shadowtape/core'
import { catalogueDigest } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { lineOfSeq } from '../explanations/line-of-seq'
import { journalFailure } from '../journals/journal-failure'
import type { Damage } from '../recoveries/damage'
import { damageOf } from '../recoveries/damage'
import { tornTailRefusal } from '../recoveries/torn-tail'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import { quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { progressOn } from '../shell/progress'

/** A session that was cut short, as far as its journal is sound. */
export type CutShort = ReplaySubject & {
  readonly path: string
  /** Its whole lines, and their bytes. */
  readonly lines: Count
  readonly bytes: number
  /** What stands behind them: a line that was not written to its end. */
  readonly cutBytes: Count
  /** The engine time of its last whole line. */
  readonly lastAt: TimestampUs
}

/**
 * Looks at a journal that is to go on, by the rules of `recover --mode tail`: one that is whole,
 * corrupt, or of another version is refused. The journal itself is left as it is.
 */
export const cutShortJournal = async (
  path: string,
  strategyPath: string | undefined,
  env: CliEnv,
): Promise<Either<Failure, CutShort>> => {
  const subject = await replaySubject(path, strategyPath, env)
  if (isLeft(subject)) return left(subject.left.failure ?? failure('Failed', `Error: ${path}`))
  const foreign = foreignness(path, subject.right)
  if (foreign !== null) return left(foreign)
  const progress = progressOn(env, 'looking')
  const looked = damageOf(path, progress.tick)
  progress.finish()
  if (isLeft(looked)) return left(failure('Failed', `Error: ${fileFailureText(looked.left)}`))
  const damage = looked.right
  const refused = refusal(path, damage)
  if (refused !== null) return left(refused)
  const { lines, bytes, size } = damage
  const last = lineOfSeq(path, lines)
  if (isLeft(last)) return left(failure('Failed', `Error: ${fileFailureText(last.left)}`))
  const lastAt = Number(last.right?.['at']) as TimestampUs
  const cutBytes = (size - bytes) as Count
  env.remark(
    `going on behind ${quantity(lines, 'line')} of ${path}` +
      `${cutBytes > 0 ? `; ${quantity(cutBytes, 'byte')} of a torn line are left out` : ''}\n`,
  )
  return right({ ...subject.right, path, lines: lines as Count, bytes, cutBytes, lastAt })
}

/** What only `run` records here can go on, and only in the words that it was recorded in. */
const foreignness = (path: string, { opened }: ReplaySubject): Failure | null => {
  if (opened.session !== 'run') {
    const says = `Error: --resume ${path}: it is a session of ${opened.session}, not of run`
    return failure('Usage', says)
  }
  return opened.catalogue === catalogueDigest(newSha256)
    ? null
    : failure(
        'Incompatible',
        `Error: ${path} was recorded with an older message catalogue, which has no word for` +
          ' a session that goes on; recover, replay and export read it.',
      )
}

const refusal = (path: string, damage: Damage): Failure | null => {
  const { scan, lines } = damage
  const wrong = journalFailure(path, scan)
  if (wrong === null || scan.found.closed !== null)
    return failure('Usage', `Error: --resume ${path}: it has its close; nothing is left to go on`)
  if (wrong.failure.type === 'Incompatible' || lines === 0) return wrong.failure
  const says = tornTailRefusal(path, damage)
  return says === null
    ? null
    : failure('Failed', `Error: ${says.says}.\nrecover --mode upto keeps what is before it.`)
}
