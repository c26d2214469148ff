import type { CliEnv } from './cli-env'

/** Shows how something that goes on stands. */
export type StatusLine<Now> = {
  readonly show: (now: Now) => void
  /** Says something, on a line of its own. */
  readonly say: (words: string) => void
  readonly finish: () => void
}

const everyMsOnTerminal = 1_000
const everyMsElsewhere = 10_000

/** On a terminal one line that is written over each second; elsewhere a line every ten seconds. */
export const statusLine = <Now extends { readonly counts: { readonly messages: number } }>(
  env: Pick<CliEnv, 'remark' | 'isTerminal' | 'columns'>,
  lineOf: (now: Now, messagesPerSecond: number) => string,
  nowMs: () => number = () => performance.now(),
): StatusLine<Now> => {
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
      const line = lineOf(now, rate)
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
