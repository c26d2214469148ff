import type { Reason, SessionOpened, SettingsChanged, Strategy } from '@shadowtape/core'
import { InvariantViolated, changedFields, latencyOf, settingsOfText } from '@shadowtape/core'

import { configDigest } from '../whatifs/config-digest'
import { ofRule, settings, withSettings } from '../whatifs/setting'
import type { Typed } from '../whatifs/setting'

/** The line that says that a session goes on by these settings, or why it cannot. */
export const settingsChange = (
  opened: SessionOpened,
  typed: ReadonlyArray<Typed>,
  actor: Reason,
): SettingsChanged | string => {
  const plain = withSettings(opened, typed)
  if (typeof plain === 'string') return plain
  return saidOf(opened, { ...plain, configDigest: configDigest(plain) }, actor)
}

/** The same change, said to a session whose settings are others already. */
export const changeSaidTo = (
  opened: SessionOpened,
  { now, actor }: SettingsChanged,
): SettingsChanged => {
  const { configDigest: _, ...plain } = { ...opened, ...settingsOfText(now, 'now') }
  return saidOf(opened, { ...plain, configDigest: configDigest(plain) }, actor)
}

const saidOf = (was: SessionOpened, now: SessionOpened, actor: Reason): SettingsChanged => ({
  type: 'SettingsChanged',
  actor,
  ...changedFields(was, now),
  configDigest: now.configDigest,
})

const countedBefore = 'what the rule counts was counted by its limit'

/** Why settings cannot change in the midst of a session that has those of a header, or `null`. */
export const unchangeable = (
  opened: SessionOpened,
  header: SessionOpened,
  typed: ReadonlyArray<Typed>,
  strategy: Strategy,
): string | null => {
  for (const { name } of typed) {
    const why = name.startsWith(ofRule) ? countedBefore : (settings[name]?.fixed ?? null)
    if (why !== null) return `${name} cannot change in the midst of a session: ${why}`
  }
  for (const field of ['feedLatency', 'entryLatency', 'responseLatency'] as const)
    if ((latencyOf(opened[field]) === null) !== (latencyOf(header[field]) === null))
      return (
        `${field} is ${opened[field]}, and cannot become ${header[field]} in the midst of a ` +
        'session: what is under way would be overtaken'
      )
  return opened.strategyParams === header.strategyParams ? null : untuned(opened, header, strategy)
}

/** A strategy says itself how it takes other parameters; it is tried on a slice that is new. */
const untuned = (
  opened: SessionOpened,
  header: SessionOpened,
  strategy: Strategy,
): string | null => {
  const { name } = strategy
  if (strategy.retune === undefined)
    return `${name} takes no other parameters in the midst of a session: it has no retune`
  try {
    strategy.retune(strategy.initial(opened), header)
    return null
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const says = error instanceof InvariantViolated ? error.message : `retune: ${error.message}`
    return `strategy ${name}: ${says}`
  }
}
