/**
 * A number as an exchange is told it: a plain decimal such as `61000.5`, with no sign, no
 * exponent, no superfluous zero in front, and at most 40 characters. Never a float.
 */
export type DecimalText = string

/** Whether a text is a plain decimal from 0 up. */
export const isPlainDecimal = (text: unknown): text is DecimalText =>
  typeof text === 'string' && text.length <= 40 && /^(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text)

/** Whether a text is a plain decimal that may stand below 0, as a balance or a profit can. */
export const isSignedDecimal = (text: unknown): text is string =>
  typeof text === 'string' && isPlainDecimal(text.startsWith('-') ? text.slice(1) : text)

/** Less than 0, 0 or more than 0, as the first of two plain decimals is less, the same or more. */
export const compareDecimals = (one: DecimalText, other: DecimalText): number => {
  const scale = Math.max(scaleOf(one), scaleOf(other))
  const [a, b] = [unitsOf(one, scale), unitsOf(other, scale)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether a plain decimal is a whole number of steps; of no step, everything is. */
export const isMultipleOf = (text: DecimalText, step: DecimalText): boolean => {
  const scale = Math.max(scaleOf(text), scaleOf(step))
  const unit = unitsOf(step, scale)
  return unit === 0n || unitsOf(text, scale) % unit === 0n
}

/** Less than 0, 0 or more than 0, as `price * qty` is less, the same or more than an amount. */
export const compareProduct = (
  price: DecimalText,
  qty: DecimalText,
  amount: DecimalText,
): number => {
  const [p, q] = [scaleOf(price), scaleOf(qty)]
  const scale = Math.max(p + q, scaleOf(amount))
  const product = unitsOf(price, p) * unitsOf(qty, q) * 10n ** BigInt(scale - p - q)
  const wanted = unitsOf(amount, scale)
  return product < wanted ? -1 : product > wanted ? 1 : 0
}

const scaleOf = (text: DecimalText): number => {
  const dot = text.indexOf('.')
  return dot < 0 ? 0 : text.length - dot - 1
}

const unitsOf = (text: DecimalText, scale: number): bigint => {
  const dot = text.indexOf('.')
  if (dot < 0) return BigInt(text) * 10n ** BigInt(scale)
  return BigInt(text.slice(0, dot) + text.slice(dot + 1).padEnd(scale, '0'))
}
