/** A session's first and last instant, in microseconds since 1970. */
export type Bounds = { readonly startAt: number; readonly endAt: number }

/** The fragment that says which instant is looked at: `#t=1761597399003677`. */
export const fragmentOf = (at: number, { startAt }: Bounds): string => `#t=${String(at + startAt)}`

/**
 * The instant that a fragment names, in microseconds since the start of the session that it lies
 * in, where every session is taken to be as long as the longest; the nearest one of the first where
 * it lies in none. `null` where it names none.
 */
export const instantIn = (fragment: string, sessions: ReadonlyArray<Bounds>): number | null => {
  const [, text] = /^#t=(\d{1,16})$/.exec(fragment) ?? []
  const [first] = sessions
  if (text === undefined || first === undefined) return null
  const us = Number(text)
  const longest = Math.max(...sessions.map(({ startAt, endAt }) => endAt - startAt))
  const session = sessions.find(({ startAt }) => us >= startAt && us <= startAt + longest)
  if (session !== undefined) return us - session.startAt
  return Math.min(Math.max(us, first.startAt), first.endAt) - first.startAt
}
