import { parentPort, workerData } from 'node:worker_threads'

import { isLeft } from 'fp-ts/Either'

import { lineOfSeq } from '../explanations/line-of-seq'
import { lastSeq } from '../journals/locate'
import { whatifOutcome } from '../reports/whatif-report'
import { outcomeJson } from '../shell/outcome'
import { silentEnv } from '../shell/silent-env'
import { besideRecorded } from '../whatifs/beside-recorded'
import { whatifActor } from '../whatifs/whatif-actor'
import type { AskedOtherwise } from './asked-otherwise'
import { otherwiseCommand } from './asked-otherwise'
import type { HeardTape } from './heard-tape'
import { newHeardTape } from './heard-tape'
import { newLaneGathering, wholeLanes } from './lane-gathering'
import type { RanOtherwise, Refused, Running } from './view-data'

/** What the thread of a session that is run again is told. */
export type OtherwiseTask = AskedOtherwise & {
  readonly path: string
  /** Where the strategy's module is, where it is not where the header says. */
  readonly strategy: string | undefined
}

/** What it says: how far it is, at last what it came to. */
export type OtherwiseSaid = Running | RanOtherwise | Refused

/** It is told no more often than this how far it is. */
const betweenMs = 50

const work = async (task: OtherwiseTask): Promise<RanOtherwise | Refused> => {
  const { path, settings, from, strategy } = task
  const [header, last] = [lineOfSeq(path, 1), lastSeq(path)]
  const startAt = isLeft(header) ? 0 : Number(header.right?.['at'])
  say({ type: 'running', done: 0, total: isLeft(last) ? 0 : last.right })
  const gathering = newLaneGathering(startAt, wholeLanes)
  let tape: HeardTape | null = null
  const ran = await besideRecorded(
    path,
    {
      ...{ settings, from, actor: whatifActor, journalOf: () => null, force: undefined },
      ...{ jobs: 1, strategy, onProgress: seldom(betweenMs) },
      listenerOf: (subject) => {
        tape = newHeardTape(subject.strategy, gathering.hear)
        return tape.writer
      },
    },
    silentEnv,
  )
  if (isLeft(ran)) return refused(ran.left.failure?.says)
  const heard = tape as HeardTape | null
  if (heard === null) return refused(`${path} was not run`)
  return {
    type: 'ran',
    report: JSON.parse(outcomeJson(whatifOutcome(path, ran.right))) as RanOtherwise['report'],
    command: otherwiseCommand(path, task, strategy),
    lanes: gathering.lanes(heard.state()),
  }
}

const say = (said: OtherwiseSaid): void => {
  parentPort?.postMessage(said)
}

const seldom = (ms: number): ((done: number, total: number) => void) => {
  let next = 0
  return (done, total) => {
    if (performance.now() < next) return
    next = performance.now() + ms
    say({ type: 'running', done, total })
  }
}

/** A command's words begin with what they are at a terminal. */
const refused = (says: string | undefined): Refused => {
  const plain = (says ?? 'It was not run').replace(/^Error: /, '')
  return { type: 'refused', says: /[.?!]$/.test(plain) ? plain : `${plain}.` }
}

void work((workerData as { readonly task: OtherwiseTask }).task).then(say)
