/** What stands where a secret stood, behind its first characters or alone. */
export const maskTail = '...***'

/** What a secret of so few characters, or fewer, shows as has nothing of it. */
export const shortLengthMax = 6

/**
 * A secret as it may be shown: `abc...***`. One of six characters or fewer shows as `***`, and so
 * does one whose first three are not all plain, as they could end a text that they stand in.
 */
export const mask = (value: string): string => {
  if (value.length <= shortLengthMax) return '***'
  const head = value.slice(0, 3)
  return plainHead.test(head) ? `${head}${maskTail}` : '***'
}

const plainHead = /^[\w+/=.:@~!#$^()-]{3}$/

/** Whether a text is a mask already, so that masking it again would only make it shorter. */
export const isMasked = (text: string): boolean =>
  text === '***' || (text.length === 3 + maskTail.length && text.endsWith(maskTail))
