import * as t from 'io-ts'

export interface ClientOrderIdBrand {
  readonly ClientOrderId: unique symbol
}

/**
 * The order store's own name for an order of ours: `CLI` and its number in the order of placing,
 * in eight digits, and in more where eight are too few.
 */
export const ClientOrderId = t.brand(
  t.string,
  (s): s is t.Branded<string, ClientOrderIdBrand> =>
    /^CLI([0-9]{8}|[1-9][0-9]{8,14})$/.test(s) && s !== 'CLI00000000',
  'ClientOrderId',
)
export type ClientOrderId = t.TypeOf<typeof ClientOrderId>

/** The name of the order that was placed so many-th, counted from 1. */
export const clientOrderId = (number: number): ClientOrderId =>
  `CLI${String(number).padStart(8, '0')}` as ClientOrderId
