import type { Category } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { retCodeOf, retryOf } from '../bybit-api/ret-codes'
import { invalid } from '../exchange/check-order'
import type { BatchOf } from '../exchange/exchange-client'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { MarketOf } from '../exchange/exchange-orders'
import type { Answer } from './answer'
import { decodedBy } from './answer'
import type { EndpointCall } from './canonical-request'
import { batchCall } from './endpoints'
import { faultOfCode } from './judge'
import type { LimitGate } from './limit-gate'
import type { Had } from './list-calls'
import type { OrderParts, Prepare, Prepared } from './order-calls'
import { BatchCodes, BatchResult } from './row-codecs'
import { settle } from './settle-order'
import type { Overtaken, Trouble } from './trouble'

/**
 * Sends orders in batches: each of as many as the venue takes at once and the rate limit allows of
 * a full bucket. Every order has an outcome of its own, in the order they were given in. One that
 * our checks refuse is not sent and holds up no other; one that is left open is settled by itself.
 */
export const performAll = async <R extends MarketOf, T>(
  parts: OrderParts,
  gate: LimitGate,
  action: 'create' | 'amend' | 'cancel',
  requests: ReadonlyArray<R>,
  prepare: Prepare<R, T>,
): Had<BatchOf<T>> => {
  const category = requests[0]?.category
  if (category === undefined) return right([])
  if (requests.some((one) => one.category !== category))
    return left(invalid('category', 'is not the same for the whole batch'))
  const outcomes = new Map<number, Either<ExchangeFault, T>>()
  const ready: Array<Item<T>> = []
  const named = new Set<string>()
  for (const [index, request] of requests.entries()) {
    const prepared = prepare(parts, request)
    if (prepared._tag === 'Left') outcomes.set(index, prepared)
    else if (prepared.right.lanes.some((lane) => named.has(lane)))
      outcomes.set(index, left(invalid('clientOrderId', 'names two of the batch')))
    else {
      for (const lane of prepared.right.lanes) named.add(lane)
      const turn = parts.lanes.enter(prepared.right.lanes)
      ready.push({ index, prepared: prepared.right, turn })
    }
  }
  for (let from = 0; from < ready.length;) {
    const size = gate.batchSize(batchCall(action, category, []))
    const chunk = ready.slice(from, from + size)
    from += chunk.length
    const leaves = await Promise.all(chunk.map(({ turn }) => turn))
    try {
      for (const [index, outcome] of await sendChunk(parts, action, category, chunk))
        outcomes.set(index, outcome)
    } finally {
      for (const leave of leaves) leave()
    }
  }
  return right(requests.map((_, index) => outcomes.get(index) ?? left(nothingSaid)))
}

type Item<T> = {
  readonly index: number
  readonly prepared: Prepared<T>
  readonly turn: Promise<() => void>
}
type Outcomes<T> = ReadonlyArray<readonly [number, Either<ExchangeFault, T>]>

const nothingSaid: ExchangeFault = { type: 'Garbled', field: 'result.list', detail: 'is too short' }

const sendChunk = async <T>(
  parts: OrderParts,
  action: 'create' | 'amend' | 'cancel',
  category: Category,
  chunk: ReadonlyArray<Item<T>>,
): Promise<Outcomes<T>> => {
  const outcomes: Array<readonly [number, Either<ExchangeFault, T>]> = []
  const allowed: Array<Item<T>> = []
  for (const item of chunk) {
    const wrong = await item.prepared.objection()
    if (wrong === null) allowed.push(item)
    else outcomes.push([item.index, left(wrong)])
  }
  if (allowed.length === 0) return outcomes
  const bodies = allowed.map(({ prepared }) => itemFields(prepared.plan.call))
  const overtaken: Overtaken = () =>
    allowed.map(({ prepared }) => prepared.plan.overtaken()).find((why) => why !== null) ?? null
  const said = await parts.settling.caller.call(batchCall(action, category, bodies), overtaken)
  const firsts = said._tag === 'Left' ? allowed.map(() => said) : eachOf(said.right, allowed.length)
  for (const [at, { index, prepared }] of allowed.entries()) {
    outcomes.push([index, await settle(parts.settling, prepared.plan, firsts[at])])
  }
  return outcomes
}

/** An order's fields in a batch: those it has by itself, without what the batch says once. */
const itemFields = ({ body }: EndpointCall): object => {
  const { category: _, ...fields } = (body ?? {}) as Readonly<Record<string, unknown>>
  return fields
}

/** A batch's answer as the answers of its orders. Lists that do not fit leave all of them open. */
const eachOf = (answer: Answer, count: number): ReadonlyArray<Either<Trouble, Answer>> => {
  const list = decodedBy(BatchResult, answer.result, 'result')
  const codes = decodedBy(BatchCodes, answer.extInfo, 'retExtInfo')
  const misfit =
    list._tag === 'Left'
      ? list.left
      : codes._tag === 'Left'
        ? codes.left
        : list.right.list.length !== count || codes.right.list.length !== count
          ? { field: 'result.list', detail: `is not one of ${count}` }
          : null
  if (misfit !== null || list._tag === 'Left' || codes._tag === 'Left') {
    const says = misfit === null ? '' : `the answer's ${misfit.field} ${misfit.detail}`
    const open = left({ type: 'Unsure', reason: 'GARBLED', retCode: null, says } as const)
    return Array.from({ length: count }, () => open)
  }
  const rows = list.right.list
  return codes.right.list.map(({ code, msg = '' }, index) =>
    code === 0
      ? right({ ...answer, result: rows[index] })
      : left(troubleOf(code, answer.quote(msg))),
  )
}

const troubleOf = (retCode: number, retMsg: string): Trouble => {
  const { reason, means } = retCodeOf(retCode)
  return retryOf(retCode, 'order') === 'ambiguous'
    ? { type: 'Unsure', reason, retCode, says: `${means} (${retCode}: ${retMsg})` }
    : { type: 'Over', fault: faultOfCode(retCode, retMsg), tries: 1 }
}
