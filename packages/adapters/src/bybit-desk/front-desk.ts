import type { Category } from '@shadowtape/core'

import type { WireRequest, WireResponse } from '../bybit-api/wire-request'
import type { DeskKey } from './desk-options'
import type { DeskWorld } from './desk-world'
import { isRecord, newFields } from './fields'
import type { KeyCheck } from './key-check'
import { isKey } from './key-check'
import { enveloped, refused, refusedFor, tooMany } from './outcome'
import type { Granted, RateWindows } from './rate-windows'
import type { Route } from './routes'
import { routes } from './routes'

/** What looks at requests before an endpoint does. */
export type FrontDesk = {
  readonly world: DeskWorld
  readonly keys: KeyCheck
  readonly windows: RateWindows
}

type Given = Readonly<Record<string, unknown>>

/**
 * Answers a request. Checked in this order: the route, a body where there may be none, what a
 * signed request must carry, the key, the time, the signature, what the key may do, the second's
 * budget; and then by the endpoint.
 */
export const answered = (front: FrontDesk, request: WireRequest): WireResponse => {
  const { world, keys } = front
  const nowMs = Math.floor(world.nowMs())
  const route = routes.get(request.path)
  if (route?.method !== request.method)
    return enveloped(refused(10017, 'Route not found.'), nowMs, {}, 404)
  if (request.method === 'GET' && request.body !== '')
    return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Forbidden' }
  const given = givenIn(request)
  if (route.needs === 'nothing') return byEndpoint(front, route, request, given, null)
  const checked = keys.request(request, nowMs)
  if (!isKey(checked)) return enveloped(checked, nowMs)
  if (!mayDo(checked, route, given))
    return enveloped(
      refused(10005, 'Permission denied, please check your API key permissions.'),
      nowMs,
    )
  return byEndpoint(front, route, request, given, checked)
}

const byEndpoint = (
  { world, windows }: FrontDesk,
  route: Route,
  { path }: WireRequest,
  given: Given | null,
  key: DeskKey | null,
): WireResponse => {
  const nowMs = Math.floor(world.nowMs())
  const { budget } = route
  const category: Category = given?.['category'] === 'spot' ? 'spot' : 'linear'
  let told: Granted['headers'] = {}
  const spend = (units: number): number => {
    if (budget === null || world.terms.rateRule === 'none') return units
    const granted = windows.spend(path, category, budget[category], units, nowMs)
    told = granted.headers
    return granted.units
  }
  if (route.isBatch !== true && spend(1) === 0) return enveloped(tooMany, nowMs, told)
  if (given === null) return enveloped(refusedFor('PARAMETERS_INVALID', 'linear'), nowMs, told)
  const outcome = route.answer({ world, fields: newFields(given), key, spend })
  return enveloped(outcome, nowMs, told)
}

/** What a request gives: its query, of which the first of a name counts, or its JSON object. */
const givenIn = ({ method, query, body }: WireRequest): Given | null => {
  if (method === 'GET') {
    const given = new Map<string, string>()
    for (const [name, value] of new URLSearchParams(query))
      if (!given.has(name)) given.set(name, value)
    return Object.fromEntries(given)
  }
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

const mayDo = (key: DeskKey, route: Route, given: Given | null): boolean => {
  if (route.needs !== 'trade') return true
  if (key.isReadOnly === true) return false
  const category = given?.['category']
  return key.categories === undefined || key.categories.some((each) => each === category)
}
