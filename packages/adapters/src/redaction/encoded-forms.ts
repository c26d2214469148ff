import type { SecretForm } from './secret-form'

/** A text as it is, and as the usual encodings write it. */
export const encodedForms = (text: string): ReadonlyArray<SecretForm> => {
  const bytes = Buffer.from(text, 'utf8')
  const hex = bytes.toString('hex')
  const shown = [text, ...escapedForms(text), ...percentForms(text), hex, hex.toUpperCase()]
  const whole = bytes.toString('base64')
  const base64 = [whole, whole.replace(/=+$/, ''), ...innerBase64(bytes)]
  return [
    ...shown.map((form): SecretForm => ({ text: form, shows: 'head' })),
    ...base64.flatMap(base64Forms),
  ]
}

/** A text in base64 as it is, in the alphabet of URLs, and as JSON and a query write it. */
export const base64Forms = (text: string): ReadonlyArray<SecretForm> => {
  const ofUrls = text.replaceAll('+', '-').replaceAll('/', '_')
  const slashes = text.replaceAll('/', '\\/')
  return [text, ofUrls, slashes, ...percentForms(text)].map((form) => ({
    text: form,
    shows: 'head',
  }))
}

/** A text in the quotes of JSON, of JSON in JSON, and of JSON that escapes its slashes. */
const escapedForms = (text: string): ReadonlyArray<string> => {
  const once = inner(text)
  return [once, inner(once), once.replaceAll('/', '\\/')]
}

const inner = (text: string): string => JSON.stringify(text).slice(1, -1)

/** A text in a URL or a form. */
const percentForms = (text: string): ReadonlyArray<string> => {
  const upper = encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))
  const lower = upper.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
  const inForm = new URLSearchParams([['', text]]).toString().slice(1)
  return [upper, lower, inForm]
}

/**
 * What stands in the base64 of a longer text that has this one in it, at each of the three places
 * where a byte can stand in a group: without the characters that depend on what is beside it.
 */
const innerBase64 = (bytes: Buffer): ReadonlyArray<string> =>
  [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const rest = (offset + bytes.length) % 3
    return text.slice(offset === 0 ? 0 : offset + 1, rest === 0 ? undefined : -1)
  })
