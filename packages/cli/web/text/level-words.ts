import { numberText } from './figures'

/** A limit beside what there is: drawn where it is near, said in words where it is far. */
export type Level = { readonly isNear: boolean; readonly says: string }

/** How near values come to a limit. */
export const levelOf = (
  what: string,
  max: number,
  values: ReadonlyArray<number | null>,
  text: (value: number) => string,
): Level => {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value ?? 0))
  const share = max === 0 ? 0 : (most * 100) / max
  const isNear = share >= 35
  const says =
    `${what} came to ${text(most)} at most, ${numberText(share, 1)} % of the limit of ` +
    `${text(max)}${isNear ? '' : ', which is beyond the chart'}.`
  return { isNear, says }
}
