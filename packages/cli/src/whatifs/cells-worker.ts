import { parentPort, workerData } from 'node:worker_threads'

import { isLeft } from 'fp-ts/Either'

import { replaySubject } from '../replays/replay-subject'
import { silentEnv } from '../shell/silent-env'
import type { CellsRun } from './run-cells'
import type { Share, ShareFault } from './run-share'
import { runShare } from './run-share'

/** What a worker is told: its share, and where the strategy's module is, if not as recorded. */
export type WorkerTask = { readonly share: Share; readonly strategy: string | undefined }

/** What a worker says: how far it is, at last what its share came to, or why it stopped. */
export type WorkerSaid =
  | { readonly type: 'line'; readonly line: number }
  | { readonly type: 'done'; readonly run: CellsRun }
  | { readonly type: 'fault'; readonly fault: ShareFault }

const say = (said: WorkerSaid): void => {
  parentPort?.postMessage(said)
}

const work = async ({ share, strategy }: WorkerTask): Promise<void> => {
  const subject = await replaySubject(share.path, strategy, silentEnv)
  if (isLeft(subject)) {
    const says = subject.left.failure?.says ?? ''
    say({ type: 'fault', fault: { verdict: 'unreadable', line: 0, nth: 0, says } })
    return
  }
  const ran = runShare(share, subject.right, (line) => {
    say({ type: 'line', line })
  })
  say(isLeft(ran) ? { type: 'fault', fault: ran.left } : { type: 'done', run: ran.right })
}

void work((workerData as { readonly task: WorkerTask }).task)
