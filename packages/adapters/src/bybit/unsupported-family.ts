/** The product families that a session refuses: their sizes are not in the base coin. */
export type UnsupportedFamily = 'inverse' | 'option'

/**
 * The family of a symbol that a session cannot trade, by Bybit's naming: `BTCUSD` and the dated
 * `BTCUSDZ24` are inverse, `BTC-26DEC25-100000-C` is an option. `null` for all others.
 */
export const unsupportedFamily = (symbol: string): UnsupportedFamily | null => {
  if (/^[A-Z0-9]+-\d{1,2}[A-Z]{3}\d{2}-[\d.]+-[CP](?:-[A-Z0-9]+)?$/.test(symbol)) return 'option'
  return /USD$|USD[FGHJKMNQUVXZ]\d{2}$/.test(symbol) ? 'inverse' : null
}
