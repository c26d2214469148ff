import * as t from 'io-ts'

export interface LevelsBrand {
  readonly Levels: unique symbol
}

/**
 * Book levels, flat: price, quantity, price, quantity, ... in the instrument's units.
 * A quantity of 0 deletes its level in a delta. In a journal they are pairs of decimals.
 */
export const Levels = t.brand(
  t.readonlyArray(t.number),
  (levels): levels is t.Branded<ReadonlyArray<number>, LevelsBrand> =>
    levels.length % 2 === 0 &&
    levels.every((n, i) => Number.isSafeInteger(n) && (i % 2 === 0 ? n > 0 : n >= 0)),
  'Levels',
)
export type Levels = t.TypeOf<typeof Levels>
