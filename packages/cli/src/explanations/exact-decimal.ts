/** A decimal as a whole number at a scale, exactly. */
export type ExactDecimal = { readonly units: bigint; readonly scale: number }

/** A decimal's text as one, `null` for what is none. */
export const exactDecimal = (text: string): ExactDecimal | null => {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined) return null
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, scale: fraction.length }
}

/** The same decimal in units of a scale that is no coarser. */
export const unitsAt = ({ units, scale }: ExactDecimal, wanted: number): bigint =>
  units * 10n ** BigInt(wanted - scale)

/** Below 0 where the first is less than the second, above 0 where it is more. */
export const compared = (a: ExactDecimal, b: ExactDecimal): number => {
  const scale = Math.max(a.scale, b.scale)
  const [m, n] = [unitsAt(a, scale), unitsAt(b, scale)]
  return m < n ? -1 : m > n ? 1 : 0
}
