import * as t from 'io-ts'

export interface TradeIdBrand {
  readonly TradeId: unique symbol
}

/** The venue's id of a printed trade. */
export const TradeId = t.brand(
  t.string,
  (s): s is t.Branded<string, TradeIdBrand> => /^[A-Za-z0-9_.:-]{1,64}$/.test(s),
  'TradeId',
)
export type TradeId = t.TypeOf<typeof TradeId>
