import type { DecimalFault } from '@shadowtape/core'
import { parseDecimal } from '@shadowtape/core'
import { InvalidArgumentError } from 'commander'

/** What is wrong with an option of many settings, as a sentence. */
export const wrong = (says: string): InvalidArgumentError =>
  new InvalidArgumentError(`${says.charAt(0).toUpperCase()}${says.slice(1)}.`)

/** A setting's text as a decimal at a scale; the error names the setting. */
export const decimalSetting = (what: string, text: string, scale: number): number => {
  const value: number | DecimalFault = parseDecimal(text, scale)
  if (typeof value === 'number') return value
  const says = value === 'too fine' && scale === 0 ? 'not a whole number' : value
  throw wrong(`${what} is ${JSON.stringify(text)}, ${says}`)
}
