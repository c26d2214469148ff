import type { MetricRestriction, SessionMetrics } from '@shadowtape/core'

import type { OutsideFigures } from './outside-figures'

/** What a session's readiness is judged by; all of it is read, nothing changed. */
export type ReadinessGrounds = {
  readonly session: SessionMetrics
  readonly outside: OutsideFigures
  /** Why the journal cannot be written, or `null`. */
  readonly journalFailure: string | null
}

/**
 * Why nothing can be placed now, in words; nothing where orders may go out somewhere. A freeze of
 * one symbol of several, or a session that only reduces, is no reason.
 */
export const notReady = ({
  session,
  outside,
  journalFailure,
}: ReadinessGrounds): ReadonlyArray<string> => {
  const reasons: Array<string> = []
  if (session.seq === 0) reasons.push('nothing is recorded yet')
  if (session.isClosed) reasons.push('the session is closed')
  if (journalFailure !== null) reasons.push(`the journal failed: ${journalFailure}`)
  reasons.push(...frozen(session))
  for (const [stream, { isConnected }] of outside.streams)
    if (!isConnected) reasons.push(`not connected: ${stream}`)
  return reasons
}

const frozen = ({
  sessionRestriction,
  accounts,
  accountRestrictions,
  symbols,
  symbolsBeyond,
  symbolRestrictions,
}: SessionMetrics): ReadonlyArray<string> => {
  if (sessionRestriction?.state === 'frozen') return [frozenText(sessionRestriction, 'trading')]
  const byAccount = allFrozen(accounts, accountRestrictions)
  if (byAccount.length > 0) return byAccount.map(([name, each]) => frozenText(each, name))
  if (symbolsBeyond > 0) return []
  return allFrozen(symbols, symbolRestrictions).map(([name, each]) => frozenText(each, name))
}

/** The freezes of all names, or nothing where one of these is not frozen. */
const allFrozen = (
  names: ReadonlyArray<string>,
  table: Readonly<Record<string, MetricRestriction>>,
): ReadonlyArray<readonly [string, MetricRestriction]> => {
  const found = names.flatMap((name) => {
    const restriction = Object.hasOwn(table, name) ? table[name] : undefined
    return restriction?.state === 'frozen' ? [[name, restriction] as const] : []
  })
  return found.length === names.length ? found : []
}

const frozenText = ({ reason, about, seq }: MetricRestriction, name: string): string =>
  `${name} is frozen: ${reason}${about === null || about === name ? '' : ` of ${about}`}` +
  `, line ${String(seq)}`
