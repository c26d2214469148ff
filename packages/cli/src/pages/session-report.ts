import type { TradingFrozen } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { typeOf } from '../journals/line-text'
import { fileOutcome } from '../journals/scan-outcome'
import type { Looking } from '../postmortems/explain-stop'
import { explainStop } from '../postmortems/explain-stop'
import type { Stop } from '../postmortems/find-stops'
import { findStops } from '../postmortems/find-stops'
import { replaySubject } from '../replays/replay-subject'
import { freezeText } from '../reports/freeze-text'
import { postMortemJson } from '../reports/post-mortem-json'
import { postMortemText } from '../reports/post-mortem-report'
import type { CliEnv } from '../shell/cli-env'
import type { Outcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { gatherReport } from './gather-report'
import type { SessionReport, StopMark } from './report-data'

/** What is to be in a session's report. */
export type Wanted = {
  readonly strategy: string | undefined
  /** Of how many stops all is said, and how far around and ahead of each is looked. */
  readonly explained: number
  readonly looking: Looking
}

/** More stops than this are only counted. */
const marksMax = 500

/** Columns of a stop's page as text. */
const textColumns = 112

/** All that a report says of a session, or why there is nothing to say. */
export const sessionReport = async (
  path: string,
  { strategy, explained, looking }: Wanted,
  env: CliEnv,
): Promise<Either<Outcome, SessionReport>> => {
  const subject = await replaySubject(path, strategy, env)
  if (isLeft(subject)) return subject
  const folding = progressOn(env, 'folding')
  const gathered = gatherReport(path, subject.right, folding.tick)
  folding.finish()
  if (isLeft(gathered)) return left(fileOutcome(path, gathered.left))
  const { integrity, sampling } = gathered.right
  const finding = progressOn(env, 'looking for freezes')
  const stops = findStops(path, (n) => n <= marksMax, finding.tick)
  finding.finish()
  if (isLeft(stops)) return left(fileOutcome(path, stops.left))
  const sound = integrity.verdict === 'damaged' ? null : integrity
  const journal = { path, subject: subject.right, stops: stops.right, sound }
  const marks: Array<StopMark> = []
  for (const stop of stops.right.found) {
    if (stop.n > explained) marks.push(markOf(stop, null))
    else {
      const told = explainStop(journal, stop, looking, env)
      if (isLeft(told)) return left(fileOutcome(path, told.left))
      marks.push(
        markOf(stop, {
          text: postMortemText(told.right, textColumns),
          page: postMortemJson(told.right),
        }),
      )
    }
  }
  return right({
    ...gathered.right,
    sampling: { ...sampling, stopsShown: marks.length, stopsCount: stops.right.count },
    stops: marks,
  })
}

const markOf = (
  { n, fields, thaw }: Stop,
  page: Pick<StopMark, 'text' | 'page'> | null,
): StopMark => ({
  ...{ n, seq: Number(fields['seq']), at: Number(fields['at']) },
  thawAt: thaw === null ? null : Number(thaw['at']),
  kind: typeOf(fields) === 'TradingFrozen' ? 'freeze' : 'reduction',
  says: freezeText(fields as unknown as TradingFrozen),
  ...(page ?? { text: null, page: null }),
})
