import * as t from 'io-ts'

/**
 * Why the venue rejected what we asked for; `bybitAnswer` gives each its retCode. `NOT_SENT` and
 * `VENUE_REFUSED` are of live sessions: it never got the request, or its own code says why.
 */
export const RejectionReason = t.keyof(
  {
    PARAMETERS_INVALID: null,
    PRICE_OFF_TICK: null,
    QTY_OFF_LOT: null,
    QTY_BELOW_MINIMUM: null,
    QTY_ABOVE_MAXIMUM: null,
    NOTIONAL_BELOW_MINIMUM: null,
    PRICE_OUT_OF_BAND: null,
    TRIGGER_NOT_ABOVE: null,
    TRIGGER_NOT_BELOW: null,
    REDUCE_ONLY_FLAT: null,
    REDUCE_ONLY_SAME_SIDE: null,
    ORDER_LINK_ID_DUPLICATE: null,
    OPEN_ORDERS_LIMIT: null,
    INSUFFICIENT_BALANCE: null,
    ORDER_NOT_FOUND: null,
    QTY_NOT_ABOVE_FILLED: null,
    NOTHING_TO_AMEND: null,
    TRADING_STOP_FLAT: null,
    TAKE_PROFIT_NOT_ABOVE: null,
    TAKE_PROFIT_NOT_BELOW: null,
    STOP_LOSS_NOT_BELOW: null,
    STOP_LOSS_NOT_ABOVE: null,
    TRADING_STOP_UNCHANGED: null,
    SIMULATED_FAULT: null,
    NOT_SENT: null,
    VENUE_REFUSED: null,
  },
  'RejectionReason',
)
export type RejectionReason = t.TypeOf<typeof RejectionReason>

/** The reasons that the dry-run venue has. */
export type DryRunRejection = Exclude<RejectionReason, 'NOT_SENT' | 'VENUE_REFUSED'>
