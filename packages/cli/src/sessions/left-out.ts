import type { CaptureSummary } from '@shadowtape/adapters'

import { grouped, quantity } from '../reports/quantity-text'

/** What a session had to leave out of its market data, in words, or `null`. */
export const leftOut = (
  { problems, ignored }: CaptureSummary,
  noun: 'line' | 'message',
): string | null => {
  const bad = total(problems.values())
  if (bad === 0) return null
  const were = bad === 1 ? `bad ${noun} was` : `bad ${noun}s were`
  const waiting = [ignored.get('after a gap'), ignored.get('before a snapshot')]
  const behind = total(waiting.map((count) => count ?? 0))
  const andBehind = behind === 0 ? '' : `, and ${quantity(behind, 'message')} of books that waited`
  return `Finished with loss: ${grouped(bad)} ${were} left out${andBehind}`
}

const total = (counts: Iterable<number>): number => {
  let sum = 0
  for (const each of counts) sum += each
  return sum
}
