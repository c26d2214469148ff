import { createPrivateKey } from 'node:crypto'

import type { SecretKind } from './secret-name'

/** What is wrong with a secret, in words that never quote it. */
export type Complaint = {
  /** A secret with an error cannot work; one with a warning may. */
  readonly weight: 'error' | 'warning'
  readonly name: string
  readonly says: string
}

/** As many characters as Bybit gives its keys, and the secrets that it makes. */
const usualLength: Readonly<Record<SecretKind, number>> = { api_key: 18, api_secret: 36 }

/** RSA keys of fewer bits are not taken. */
const rsaBitsMin = 2_048

/** What is wrong with one value, by what can be seen without asking anyone. */
export const keyComplaints = (
  kind: SecretKind,
  value: string,
): ReadonlyArray<Omit<Complaint, 'name'>> => {
  if (value.trim() === '') return [error('it is empty')]
  if (value.includes('-----BEGIN')) return pemComplaints(kind, value)
  if (value !== value.trim()) return [error('white space stands before or behind it')]
  if (/[\s\p{Cc}]/u.test(value)) return [error('it has white space in it, or a control character')]
  if (!/^[\x21-\x7e]+$/.test(value)) return [error('it has characters that no key has')]
  if (placeholder.test(value)) return [warning('it looks like a placeholder')]
  const usual = usualLength[kind]
  return [
    ...(/^[A-Za-z0-9]+$/.test(value) ? [] : [warning("Bybit's are letters and digits alone")]),
    ...(value.length === usual
      ? []
      : [
          warning(`it has ${String(value.length)} characters, where Bybit's have ${String(usual)}`),
        ]),
  ]
}

/** What is wrong with a key and a secret together. */
export const pairComplaints = (
  values: ReadonlyMap<SecretKind, string>,
  name: (kind: SecretKind) => string,
): ReadonlyArray<Complaint> => {
  const [key, secret] = [values.get('api_key'), values.get('api_secret')]
  if (key === undefined || secret === undefined) return []
  const at = { weight: 'error', name: name('api_key') } as const
  if (key === secret) return [{ ...at, says: 'key and secret are the same' }]
  const isSwapped =
    (key.length === usualLength.api_secret && secret.length === usualLength.api_key) ||
    (key.includes('PRIVATE KEY-----') && !secret.includes('PRIVATE KEY-----'))
  return isSwapped ? [{ ...at, says: 'key and secret are swapped' }] : []
}

const pemComplaints = (kind: SecretKind, pem: string): ReadonlyArray<Omit<Complaint, 'name'>> => {
  if (kind === 'api_key')
    return [error('it is a PEM: the key is the short text that Bybit gave, the secret is the PEM')]
  if (/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem))
    return [error('it is the public half, which Bybit has; the secret is the private one')]
  if (pem.includes('ENCRYPTED')) return [error('it is encrypted; keep it without a pass phrase')]
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'rsa') return [error('it is a private key, but none of RSA')]
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return bits >= rsaBitsMin
      ? []
      : [error(`it has ${String(bits)} bits; Bybit takes ${String(rsaBitsMin)} and more`)]
  } catch {
    return [error('it is no private key in PEM that can be read')]
  }
}

const placeholder = /^(?:x+|your[_-].*|.*changeme.*|<.*>|todo|test|example)$/i

const error = (says: string) => ({ weight: 'error', says }) as const
const warning = (says: string) => ({ weight: 'warning', says }) as const
