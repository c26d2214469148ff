import { InvalidArgumentError } from 'commander'

/** A time as a person types it: microseconds since 1970, or since the session's first line. */
export type TypedTime = { readonly us: number; readonly from: 'epoch' | 'start' }

const units: Readonly<Record<string, number>> = { us: 1, ms: 1_000, s: 1_000_000, m: 60_000_000 }
const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?(Z|\+00:00)?$/

/** Parses `2025-10-27T20:36:17.000000Z`, always UTC, `+12.5s` from the start, or microseconds. */
export const timeOption = (text: string): TypedTime => {
  const since = /^\+(\d{1,12})(?:\.(\d{1,6}))?(us|ms|s|m)?$/.exec(text)
  if (since !== null) {
    const [, whole = '', fraction = '', unit = 's'] = since
    const us = Number(`${whole}.${fraction}`) * (units[unit] ?? 1)
    return { us: Math.round(us), from: 'start' }
  }
  if (/^\d{1,16}$/.test(text)) return { us: Number(text), from: 'epoch' }
  const [, day, time = '', fraction = ''] = iso.exec(text) ?? []
  const ms =
    day === undefined ? NaN : Date.parse(`${day}T${time}${time.length === 5 ? ':00' : ''}Z`)
  if (Number.isNaN(ms))
    throw new InvalidArgumentError(
      'It must be a UTC time as 2025-10-27T20:36:17.5Z, +12.5s from the start, or microseconds.',
    )
  return { us: ms * 1_000 + Number(fraction.padEnd(6, '0')), from: 'epoch' }
}
