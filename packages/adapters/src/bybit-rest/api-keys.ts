import * as TE from 'fp-ts/TaskEither'

/** A key and its secret; a secret that is a private key in PEM signs by RSA. */
export type ApiKeys = { readonly apiKey: string; readonly secret: string }

/**
 * Where a client has its keys from, asked before each signing so that keys can be changed under
 * it. `Left` is a sentence without anything secret.
 */
export type KeyProvider = TE.TaskEither<string, ApiKeys>

/** What dry runs sign with: no exchange knows it, and it opens nothing. */
export const dryRunKeys: ApiKeys = { apiKey: 'dry-run-key', secret: 'dry-run-secret' }

/** Keys that are known from the start. */
export const keysOf = (keys: ApiKeys): KeyProvider => TE.right(keys)

/**
 * A text that is quoted from outside, without the secrets it may hold and of at most 300
 * characters. What a venue says that it signed (`origin_string[...]`) goes too.
 */
export const quotable = (text: string, secrets: ReadonlyArray<string>): string => {
  let clean = text.replace(/origin_string\[[^\]]*\]?/gi, 'origin_string[***]')
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '***')
  return clean.length <= 300 ? clean : `${clean.slice(0, 299)}…`
}
