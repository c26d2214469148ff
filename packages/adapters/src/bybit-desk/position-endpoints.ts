import type { Instrument, Price, TriggerPriceType } from '@shadowtape/core'
import { leverageMax, mainAccount, marketAtVenue, parseDecimal } from '@shadowtape/core'

import type { DeskCall, Endpoint } from './desk-call'
import { categoryOf, instrumentOf, isAskedFor, maybeInstrumentOf } from './desk-call'
import { listings } from './desk-world'
import { stopPriceIn } from './order-figures'
import { done, invalid, refused } from './outcome'
import { pageOf } from './paging'
import { positionRow } from './position-rows'
import { venueAnswer } from './venue-answer'

/** Positions of a symbol, flat too, or all of a settle coin that are not. */
export const positionList: Endpoint = (call) => {
  const { world, fields } = call
  derivativeOf(call)
  const one = maybeInstrumentOf(call, 'linear')
  if (fields.text('symbol') === null && fields.text('settleCoin') === null)
    fields.fail(invalid('symbol'))
  const all = listings(world, 'linear')
    .map((instrument, place) => ({ instrument, number: last - place }))
    .filter(({ instrument }) => isAskedFor(call, instrument))
    .map((each) => ({ ...each, note: world.ledger.positions.of(each.instrument) }))
    .filter(({ note }) => one !== null || note.position.qty !== 0)
  const { list, nextPageCursor } = pageOf(all, fields, { most: 200, usual: 20 })
  const fault = fields.fault()
  if (fault !== null) return fault
  const rows = list.map(({ instrument, note }) =>
    positionRow(instrument, marketAtVenue(world.state, instrument.symbol), note),
  )
  return done({ list: rows, nextPageCursor, category: 'linear' })
}

// pages run by numbers that fall
const last = 1_000_000_000

/**
 * Says by which leverage a symbol's position is told. What the venue asks for as margin stays by
 * the leverage of the account.
 */
export const setLeverage: Endpoint = (call) => {
  const { world, fields } = call
  derivativeOf(call)
  const instrument = instrumentOf(call, 'linear')
  const [buy, sell] = [fields.required('buyLeverage'), fields.required('sellLeverage')]
  const [buyTimes, sellTimes] = [timesOf(buy), timesOf(sell)]
  if (buyTimes === null) fields.fail(invalid('buyLeverage'))
  if (sellTimes === null || sellTimes !== buyTimes) fields.fail(invalid('sellLeverage'))
  const fault = fields.fault()
  if (fault !== null || instrument === null || buyTimes === null) return fault ?? done({})
  const note = world.ledger.positions.of(instrument)
  if (note.leverage === buyTimes) return refused(110043, 'leverage not modified')
  note.leverage = buyTimes
  return done({})
}

const timesOf = (text: string): number | null => {
  const hundredths = parseDecimal(text, 2)
  if (typeof hundredths !== 'number') return null
  const times = hundredths / 100
  return times >= 1 && times <= leverageMax ? times : null
}

/**
 * Sets what the whole position is closed at. A price that is not given stays as it is; one of 0 is
 * taken off. What Bybit has beyond that is refused.
 */
export const setTradingStop: Endpoint = (call) => {
  const { world, fields } = call
  derivativeOf(call)
  const instrument = instrumentOf(call, 'linear')
  if (instrument === null) return fields.fault() ?? invalid('symbol')
  for (const name of ['trailingStop', 'tpSize', 'slSize', 'tpLimitPrice', 'slLimitPrice'])
    if (!/^$|^0(\.0*)?$/.test(fields.text(name) ?? ''))
      return refused(10001, `params error: ${name} is not served by the dry-run venue`)
  if ((fields.text('tpslMode') ?? 'Full') !== 'Full') fields.fail(invalid('tpslMode'))
  if (fields.whole('positionIdx', 0, 2, 0) !== 0)
    fields.fail(refused(10001, 'position idx not match position mode'))
  const held = world.ledger.positions.of(instrument).position.tradingStop
  const profit = sideOf(call, instrument, 'takeProfit', 'tpTriggerBy', held?.takeProfit ?? null)
  const loss = sideOf(call, instrument, 'stopLoss', 'slTriggerBy', held?.stopLoss ?? null)
  const fault = fields.fault()
  if (fault !== null) return fault
  const entries = world.take({
    type: 'SetTradingStop',
    account: mainAccount,
    symbol: instrument.symbol,
    takeProfit: profit.price,
    stopLoss: loss.price,
    tpTriggerBy: profit.by,
    slTriggerBy: loss.by,
  })
  return venueAnswer(entries, instrument, null) ?? done({})
}

type StopSide = { readonly price: Price | null; readonly by: TriggerPriceType }

const sideOf = (
  { fields }: DeskCall,
  instrument: Instrument,
  name: string,
  byName: string,
  held: { readonly price: number; readonly by: TriggerPriceType } | null,
): StopSide => {
  const by = fields.oneOf(byName, ['LastPrice', 'MarkPrice', 'IndexPrice'] as const)
  const asked = stopPriceIn(fields, instrument, name)
  const price = asked === null ? (held?.price ?? null) : asked === 0 ? null : asked
  return { price: price as Price | null, by: by ?? held?.by ?? 'LastPrice' }
}

/** Only derivatives have positions. */
const derivativeOf = ({ fields }: DeskCall): void => {
  if (categoryOf(fields) !== 'linear') fields.fail(invalid('category'))
}
