import { recordingLine } from '../reports/recording-report'
import type { CliEnv } from '../shell/cli-env'
import type { RecordingNow } from './record-session'

/** Shows how a recording stands. */
export type StatusLine = {
  readonly show: (now: RecordingNow) => void
  /** Says something, on a line of its own. */
  readonly say: (words: string) => void
  readonly finish: () => void
}

const everyMsOnTerminal = 1_000
const everyMsElsewhere = 10_000

/** On a terminal one line that is written over each second; elsewhere a line every ten seconds. */
export const statusLine = (
  env: Pick<CliEnv, 'remark' | 'isTerminal' | 'columns'>,
  nowMs: () => number = () => performance.now(),
): StatusLine => {
  const isLive = env.isTerminal.stderr
  const everyMs = isLive ? everyMsOnTerminal : everyMsElsewhere
  let shownAt = nowMs()
  let messages = 0
  const wipe = isLive ? '\r\x1b[K' : ''
  return {
    show: (now) => {
      const passed = nowMs() - shownAt
      if (passed < everyMs) return
      const rate = Math.round(((now.counts.messages - messages) * 1_000) / passed)
      shownAt = nowMs()
      messages = now.counts.messages
      const line = recordingLine(now, rate)
      const width = Math.max((env.columns ?? 120) - 1, 20)
      env.remark(isLive ? `${wipe}${line.slice(0, width)}` : `${line}\n`)
    },
    say: (words) => {
      env.remark(`${wipe}${words}\n`)
    },
    finish: () => {
      if (isLive) env.remark(wipe)
    },
  }
}
