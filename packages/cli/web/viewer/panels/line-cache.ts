import type { LineFacts } from '../../../src/viewer/view-data'
import type { Api } from '../api'
import { isLeftBehind } from '../api'

/** What lines are and came of, asked one at a time; the last ones asked for are kept. */
export type LineCache = {
  /** What is known at once. */
  readonly kept: (seq: number) => LineFacts | null
  /** Asks for a line, and leaves the one that was asked for before; `null` where it was left. */
  readonly ask: (seq: number) => Promise<LineFacts | null>
}

/** So many lines are kept. */
const keptMax = 50

/** A cache of no line. Asking throws what the server refuses with. */
export const newLineCache = (api: Pick<Api, 'line'>): LineCache => {
  const kept = new Map<number, LineFacts>()
  let leaving = new AbortController()
  return {
    kept: (seq) => kept.get(seq) ?? null,
    ask: async (seq) => {
      leaving.abort()
      leaving = new AbortController()
      const own = kept.get(seq)
      if (own !== undefined) return own
      try {
        const facts = await api.line(seq, leaving.signal)
        kept.set(seq, facts)
        const [oldest] = kept.keys()
        if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
        return facts
      } catch (error) {
        if (isLeftBehind(error)) return null
        throw error
      }
    },
  }
}
