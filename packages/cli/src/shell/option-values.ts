import type { DecimalFault } from '@shadowtape/core'
import { MarketSymbol, parseDecimal, usdScale } from '@shadowtape/core'
import { InvalidArgumentError, Option } from 'commander'

/** An option whose text is parsed, its default shown as a person would type it. */
export const parsedOption = <T>(
  flags: string,
  description: string,
  parse: (text: string) => T,
  byDefault?: string,
): Option => {
  const option = new Option(flags, description).argParser(parse)
  return byDefault === undefined ? option : option.default(parse(byDefault), byDefault)
}

/** An option that takes one of a few names. */
export const choiceOption = (
  flags: string,
  description: string,
  names: ReadonlyArray<string>,
  byDefault?: string,
): Option => {
  const option = new Option(flags, description).choices([...names])
  return byDefault === undefined ? option : option.default(byDefault)
}

/** Parses an option's text as a decimal at a scale, between two bounds in units of that scale. */
export const decimalOption =
  (scale: number, min: number, max: number) =>
  (text: string): number => {
    const value: number | DecimalFault = parseDecimal(text, scale)
    if (typeof value !== 'number') throw new InvalidArgumentError(faultText(value, scale))
    if (value < min || value > max) {
      const bound = 10 ** scale
      throw new InvalidArgumentError(`It must be ${String(min / bound)} to ${String(max / bound)}.`)
    }
    return value
  }

const faultText = (fault: DecimalFault, scale: number): string => {
  if (fault === 'too fine')
    return scale === 0 ? 'It has decimals.' : `It has over ${scale} decimals.`
  return `It is ${fault}.`
}

/** A share or probability, 0 to 1, in millionths. */
export const shareOption = decimalOption(6, 0, 1_000_000)

/** An amount of dollars from 0, in millionths. */
export const usdOption = decimalOption(usdScale, 0, 1e9 * 10 ** usdScale)

/** Basis points, in millionths of one. */
export const bpsOption = decimalOption(6, -10_000 * 1e6, 10_000 * 1e6)

/** Milliseconds from 0, as microseconds. */
export const millisecondsOption = decimalOption(3, 0, 1e9 * 1e3)

/** A length of time in milliseconds above 0, as microseconds. */
export const horizonOption = decimalOption(3, 1, 1e9 * 1e3)

/** Such lengths of time, parted by commas, as microseconds in rising order. */
export const horizonsOption = (text: string): ReadonlyArray<number> => {
  const horizons = text.split(',').map((one) => horizonOption(one.trim()))
  return [...new Set(horizons)].sort((a, b) => a - b)
}

/** A whole number between two bounds. */
export const countOption = (min: number, max: number) => decimalOption(0, min, max)

/** Symbols parted by commas: linear or spot, each once. */
export const symbolsOption = (text: string): ReadonlyArray<MarketSymbol> => {
  const symbols = [...new Set(text.split(',').map((symbol) => symbol.trim()))]
  return symbols.map((symbol) => {
    if (!MarketSymbol.is(symbol))
      throw new InvalidArgumentError(`${JSON.stringify(symbol)} is not a Bybit symbol.`)
    const refused = refusedSymbol(symbol)
    if (refused !== null) throw new InvalidArgumentError(refused)
    return symbol
  })
}

/** Why a symbol cannot be traded here, in words, or `null`. */
export const refusedSymbol = (symbol: string): string | null => {
  if (/-[CP](-|$)/.test(symbol))
    return `${symbol} is an option; only linear perpetuals and spot are simulated.`
  if (/USD$|USD[FGHJKMNQUVXZ]\d{2}$/.test(symbol))
    return `${symbol} is an inverse contract; only linear perpetuals and spot are simulated.`
  return null
}
