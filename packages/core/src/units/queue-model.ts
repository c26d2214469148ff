import * as t from 'io-ts'

/**
 * How a queue moves when what it shows shrinks without a trade: not at all, or by the probability
 * that it was ahead of us, one of hftbacktest's families.
 */
export const QueueModel = t.keyof(
  {
    'risk-averse': null,
    power: null,
    'power-2': null,
    'power-3': null,
    log: null,
    'log-2': null,
  },
  'QueueModel',
)
export type QueueModel = t.TypeOf<typeof QueueModel>
