import * as t from 'io-ts'

/** The product families a session can trade; inverse contracts and options are refused. */
export const Category = t.keyof({ linear: null, spot: null }, 'Category')
export type Category = t.TypeOf<typeof Category>
