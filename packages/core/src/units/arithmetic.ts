import { invariant } from '../base/invariant'

/** `a * b` as a safe integer; a product that does not fit contradicts our own bounds. */
export const product = (a: number, b: number): number => {
  const value = a * b
  invariant(Number.isSafeInteger(value), () => `${a} times ${b} is beyond exact arithmetic`)
  return value
}

/** `a * b`, held at the largest safe integer: for limits, where too large is large enough. */
export const saturatingProduct = (a: number, b: number): number => {
  const value = a * b
  return value > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : value
}

/** `a + b` as a safe integer. */
export const sum = (a: number, b: number): number => {
  const value = a + b
  invariant(Number.isSafeInteger(value), () => `${a} plus ${b} is beyond exact arithmetic`)
  return value
}

/** `a * b / c`, exact in between, cut toward zero. */
export const mulDiv = (a: number, b: number, c: number): number => {
  const wide = a * b
  if (Number.isSafeInteger(wide)) return Math.trunc(wide / c)
  const value = Number((BigInt(a) * BigInt(b)) / BigInt(c))
  invariant(Number.isSafeInteger(value), () => `${a} times ${b} by ${c} is beyond exact arithmetic`)
  return value
}

/** `a * b / c` from 0 up, exact in between, rounded up and held at the largest safe integer. */
export const mulDivUp = (a: number, b: number, c: number): number => {
  const wide = a * b
  if (Number.isSafeInteger(wide)) return Math.ceil(wide / c)
  const by = BigInt(c)
  const value = Number((BigInt(a) * BigInt(b) + by - 1n) / by)
  return Math.min(value, Number.MAX_SAFE_INTEGER)
}

/** `a / b` to the nearest integer, halves away from zero; for the few ratios that are reported. */
export const divideRounded = (a: number, b: number): number => {
  const magnitude = Math.floor(Math.abs(a) / b)
  const rest = Math.abs(a) - magnitude * b
  const rounded = rest * 2 >= b ? magnitude + 1 : magnitude
  return a < 0 && rounded !== 0 ? -rounded : rounded
}

/** `a * b / c`, exact in between, to the nearest integer, halves away from zero. */
export const mulDivRounded = (a: number, b: number, c: number): number => {
  const wide = a * b
  if (Number.isSafeInteger(wide)) return divideRounded(wide, c)
  const scaled = mulDiv(a, b * 2, c)
  return scaled < 0 ? -Math.floor((1 - scaled) / 2) : Math.floor((scaled + 1) / 2)
}

/** The largest integer whose square is no more than `n`, a safe integer from 0 up. */
export const squareRoot = (n: number): number => {
  if (n === 0) return 0
  let root = rootOfLargest
  for (;;) {
    const next = Math.floor((root + Math.floor(n / root)) / 2)
    if (next >= root) return root
    root = next
  }
}

const rootOfLargest = 94_906_265

/** `a * b / c`, exact in between, to the nearest integer, held at the largest safe one. */
export const mulDivHeld = (a: number, b: number, c: number): number => {
  const wide = a * b
  if (Number.isSafeInteger(wide)) return divideRounded(wide, c)
  const twice = (BigInt(Math.abs(a)) * BigInt(Math.abs(b)) * 2n) / BigInt(c)
  const rounded = (twice + 1n) / 2n
  const value = Math.min(Number(rounded), Number.MAX_SAFE_INTEGER)
  return a < 0 === b < 0 || value === 0 ? value : -value
}

/** `a + b`, held at the largest safe integer: for sums that only report and must stop nothing. */
export const heldSum = (a: number, b: number): number =>
  Math.max(-Number.MAX_SAFE_INTEGER, Math.min(a + b, Number.MAX_SAFE_INTEGER))
