import { windowScan } from './window-scan'

/** The first four letters, in lower case, of all that a secret is known by, alone or by a name. */
const starts = [
  ...['secr', 'sign', 'pass', 'toke', 'auth', 'akia', 'asia', 'orig', 'priv', 'cred'],
  ...['apik', 'api_', 'api-', 'nkey', 'n_ke', 'n-ke', 'skey', 's_ke', 's-ke', 'bear'],
]

const scan = windowScan(starts, 4, 'folded')
const known = new Set(starts)

/**
 * Whether a text may hold something that looks like a secret. It is the cheap question before the
 * dear ones: most texts, such as lines of a journal, have none of the words, and are done with.
 */
export const mayHoldSecret = (text: string): boolean => {
  for (let at = scan.next(text, 0); at >= 0; at = scan.next(text, at + 1))
    if (known.has(text.slice(at, at + 4).toLowerCase())) return true
  return false
}
