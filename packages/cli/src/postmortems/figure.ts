import { parseDecimal } from '@shadowtape/core'

/** A figure of a line, in whole units of a scale; `null` for what is none. */
export const figure = (text: unknown, scale: number): number | null => {
  const value = typeof text === 'string' ? parseDecimal(text, scale) : null
  return typeof value === 'number' ? value : null
}
