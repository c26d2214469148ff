import { messageName } from '@shadowtape/core'

/** The fields of a line. */
export type LineFields = Readonly<Record<string, unknown>>

/** A line's text; what is not UTF-8 in it is marked. */
export const textOfLine = (b: Buffer, start: number, end: number): string =>
  b.toString('utf8', start, end)

/** Which message a line is, whichever version of it. */
export const typeOf = (fields: LineFields | null): string => messageName(String(fields?.['type']))

/** A line's fields, or `null` for what is not a JSON object. */
export const fieldsOfText = (text: string): LineFields | null => {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as LineFields) : null
  } catch {
    return null
  }
}
