import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

/**
 * The head of a journal, for keeping elsewhere: which journal it is (the SHA-256 of its first
 * line), how far it went, and the SHA-256 of all its bytes till there, as `sha256sum` would say it.
 */
export type Anchor = {
  readonly origin: string
  readonly lines: number
  readonly bytes: number
  readonly digest: string
  readonly signature: AnchorSignature | null
}

/** Who signed an anchor's lines: a public key and a signature, as base64url. */
export type AnchorSignature = { readonly publicKey: string; readonly signature: string }

/** What of an anchor is signed: its first four lines, with their newlines. */
export const signedText = ({ origin, lines, bytes, digest }: Omit<Anchor, 'signature'>): string =>
  `shadowtape-anchor 1\norigin sha256 ${origin}\n` +
  `size ${String(lines)} lines ${String(bytes)} bytes\ndigest sha256 ${digest}\n`

/** An anchor as it is kept: one to one with what `anchorOf` reads. */
export const anchorText = (anchor: Anchor): string => {
  const { signature } = anchor
  if (signature === null) return signedText(anchor)
  return `${signedText(anchor)}signature ed25519 ${signature.publicKey} ${signature.signature}\n`
}

const number = '(0|[1-9][0-9]{0,14})'
const hex = '([0-9a-f]{64})'
const whole = new RegExp(
  `^shadowtape-anchor 1\\norigin sha256 ${hex}\\nsize ${number} lines ${number} bytes\\n` +
    `digest sha256 ${hex}\\n(?:signature ed25519 ([\\w-]{43}) ([\\w-]{86})\\n)?$`,
)

/** Reads an anchor; of a text that is none, what is wrong with it and in which line. */
export const anchorOf = (text: string): Either<string, Anchor> => {
  const found = whole.exec(text)
  if (found === null) return left(fault(text))
  const [, origin = '', lines, bytes, digest = '', publicKey, signature] = found
  return right({
    ...{ origin, lines: Number(lines), bytes: Number(bytes), digest },
    signature: publicKey === undefined || signature === undefined ? null : { publicKey, signature },
  })
}

const expected: ReadonlyArray<readonly [RegExp, string]> = [
  [/^shadowtape-anchor 1$/, 'shadowtape-anchor 1'],
  [/^origin sha256 [0-9a-f]{64}$/, 'origin sha256 HEX'],
  [/^size \d+ lines \d+ bytes$/, 'size N lines N bytes'],
  [/^digest sha256 [0-9a-f]{64}$/, 'digest sha256 HEX'],
  [/^signature ed25519 [\w-]{43} [\w-]{86}$/, 'signature ed25519 KEY SIGNATURE, or nothing more'],
]

const fault = (text: string): string => {
  const lines = text.split('\n')
  const place = expected.findIndex(([form], i) => !form.test(lines[i] ?? ''))
  const line = place < 0 ? lines.length : place + 1
  return `line ${String(line)} is not ${expected[place]?.[1] ?? 'the end of an anchor'}`
}
