import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'
import type { TimestampUs } from '@shadowtape/core'

/** The variable that freezes the clock a session starts from. */
export const freezeVariable = 'MM_FREEZE_UTC_ISO'

/** A frozen clock that cannot be read. */
export type BadFrozenClock = { readonly type: 'BadFrozenClock'; readonly value: string }

const iso =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?(?:Z|([+-])(\d{2}):?(\d{2}))$/

/**
 * When a session starts: the instant in `MM_FREEZE_UTC_ISO` where it is set (ISO 8601 with a zone,
 * to the microsecond), else the wall clock, now. Nothing else of a session asks it.
 */
export const startTime = (
  env: Readonly<Record<string, string | undefined>>,
): Either<BadFrozenClock, TimestampUs> => {
  const frozen = env[freezeVariable]
  if (frozen === undefined || frozen === '') return right((Date.now() * 1_000) as TimestampUs)
  const at = microsecondsOf(frozen)
  return at === null ? left({ type: 'BadFrozenClock', value: frozen }) : right(at as TimestampUs)
}

const microsecondsOf = (text: string): number | null => {
  const match = iso.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  const read = new Date(ms)
  const isReal =
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60
  if (!isReal) return null
  const fraction = Number((match[7] ?? '').padEnd(6, '0'))
  const offsetMinutes = Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)
  const us = (ms - (match[8] === '-' ? -1 : 1) * offsetMinutes * 60_000) * 1_000 + fraction
  return us >= 0 ? us : null
}
