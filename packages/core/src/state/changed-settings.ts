import { canonicalJson } from '../base/canonical-json'
import { invariant } from '../base/invariant'
import { shownJson } from '../base/json-text'
import { SessionOpened } from '../events/session-opened'
import type { SettingsChanged } from '../events/settings-changed'
import {
  bpsScale,
  feeRateScale,
  formatDecimal,
  parseDecimal,
  probabilityScale,
  usdScale,
} from '../units/decimal'
import type { Text } from '../units/text'

/** How a header line gives a field: as a decimal of so many places, a whole number, or a text. */
const kinds = {
  edgeFillsMax: 'whole',
  edgeFillsMin: 'whole',
  edgeHorizonUs: 'whole',
  edgeScope: 'text',
  edgeThresholdBps: bpsScale,
  entryLatency: 'text',
  feedLatency: 'text',
  fillRate: probabilityScale,
  inventoryUsdMax: usdScale,
  latencyUs: 'whole',
  makerFeeRate: feeRateScale,
  partialFillRate: probabilityScale,
  queueModel: 'text',
  queuePower: 6,
  rejectRate: probabilityScale,
  responseLatency: 'text',
  seed: 'whole',
  strategyParams: 'text',
  takerFeeRate: feeRateScale,
  totalNotionalUsdMax: usdScale,
} as const satisfies { readonly [F in keyof SessionOpened]?: number | 'whole' | 'text' }

/** A field of the header that may be another in the midst of a session. */
export type ChangeableField = keyof typeof kinds

/** Whether a field of the header may be another in the midst of a session. */
export const isChangeable = (field: string): field is ChangeableField => Object.hasOwn(kinds, field)

/** Values of such fields, as the header of a state has them. */
export type ChangeableFields = Partial<Pick<SessionOpened, ChangeableField>>

/** The changeable fields in which two headers differ: what they were, and what they are now. */
export const changedFields = (
  was: SessionOpened,
  now: SessionOpened,
): Pick<SettingsChanged, 'was' | 'now'> => {
  const differing = Object.keys(kinds).filter(
    (field): field is ChangeableField => isChangeable(field) && was[field] !== now[field],
  )
  const textOf = (header: SessionOpened): Text =>
    canonicalJson(
      Object.fromEntries(differing.map((field) => [field, written(field, header[field])])),
    ) as Text
  return { was: textOf(was), now: textOf(now) }
}

const written = (field: ChangeableField, value: unknown): unknown => {
  const kind = kinds[field]
  return typeof kind === 'number' ? formatDecimal(value as number, kind) : value
}

/** The fields that a text of `changedFields` gives; throws `InvariantViolated` where it is none. */
export const fieldsOfText = (text: string, name: 'was' | 'now'): ChangeableFields => {
  const fields: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(recordOf(text, name))) {
    invariant(isChangeable(field), () => `${name}: ${shownJson(field)} cannot change in a session`)
    fields[field] = readAs(kinds[field], value, `${name}.${field}`)
  }
  return fields
}

const recordOf = (text: string, name: string): Readonly<Record<string, unknown>> => {
  const value = parsed(text)
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  invariant(isRecord, () => `${name} is ${shownJson(text)}, not a record`)
  invariant(canonicalJson(value) === text, () => `${name} is not canonical`)
  return value as Readonly<Record<string, unknown>>
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const readAs = (kind: number | 'whole' | 'text', value: unknown, place: string): unknown => {
  if (kind === 'text') {
    invariant(typeof value === 'string', () => `${place} is ${shownJson(value)}, not a text`)
    return value
  }
  if (kind === 'whole') {
    invariant(Number.isSafeInteger(value), () => `${place} is ${shownJson(value)}, not whole`)
    return value
  }
  const figure = typeof value === 'string' ? parseDecimal(value, kind) : null
  invariant(typeof figure === 'number', () => `${place} is ${shownJson(value)}, not a decimal`)
  invariant(formatDecimal(figure, kind) === value, () => `${place} is not canonical`)
  return figure
}

/** The settings of a session after a change; throws `InvariantViolated` where that cannot be. */
export const changedHeader = (
  opened: SessionOpened,
  { was, now, configDigest }: Pick<SettingsChanged, 'was' | 'now' | 'configDigest'>,
): SessionOpened => {
  const [before, after] = [fieldsOfText(was, 'was'), fieldsOfText(now, 'now')]
  const names = Object.keys(after) as ReadonlyArray<ChangeableField>
  invariant(
    names.length === Object.keys(before).length && names.every((name) => name in before),
    'was and now name different settings',
  )
  for (const name of names) {
    const says = `${shownJson(before[name])}, but it is ${shownJson(opened[name])}`
    invariant(opened[name] === before[name], () => `was says that ${name} is ${says}`)
  }
  const header = { ...opened, ...after, configDigest }
  invariant(SessionOpened.is(header), () => `now is ${now}, which no header says`)
  return header
}
