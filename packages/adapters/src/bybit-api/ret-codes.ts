import type { RetCodeRow, RetryRule } from './ret-code-rows'
import { retCodeRows } from './ret-code-rows'

/** Why the venue answered as it did: a reason of the table, or that we do not know the code. */
export type RetReason = (typeof retCodeRows)[number][1] | 'UNKNOWN'

/** What we know of a retCode. */
export type KnownRetCode = {
  readonly code: number
  readonly reason: RetReason
  readonly retry: RetryRule
  readonly means: string
}

const known: ReadonlyMap<number, KnownRetCode> = new Map(
  retCodeRows.map(([code, reason, retry, means]) => [code, { code, reason, retry, means }]),
)

/** Every retCode we know, by number. */
export const knownRetCodes: ReadonlyArray<KnownRetCode> = [...known.values()]

/**
 * What a retCode means. One we do not know is `UNKNOWN` and ambiguous: after an order request the
 * order is asked about before anything else, since a venue that adds a code need not have refused.
 */
export const retCodeOf = (code: number): KnownRetCode =>
  known.get(code) ?? {
    code,
    reason: 'UNKNOWN',
    retry: 'ambiguous',
    means: 'a code that this version does not know',
  }

/**
 * What may be done after a retCode, by whether the request changes anything. To a mere question an
 * ambiguous answer is one to ask for again; a code we do not know is not worth asking again.
 */
export const retryOf = (code: number, request: 'order' | 'question'): RetryRule => {
  const { reason, retry } = retCodeOf(code)
  if (request === 'order' || retry !== 'ambiguous') return retry
  return reason === 'UNKNOWN' ? 'never' : 'backoff'
}

/** That an order with this client id was taken before: on a second try, that the first one was. */
export const isClientIdTaken = (code: number): boolean => code === 110072 || code === 170141

/** That an order is not open: it is unknown, filled, or canceled. */
export const isNotOpen = (code: number): boolean => notOpen.has(code)

/** That it was about the key, and no other request with it will fare better. */
export const isAboutKey = (code: number): boolean => aboutKey.has(code)

const notOpen: ReadonlySet<number> = new Set([
  110001, 110008, 110010, 170139, 170142, 170143, 170213,
])
const aboutKey: ReadonlySet<number> = new Set([10003, 10004, 10005, 10007, 10008, 10009, 10010])

/** The table of `docs/ret-codes.md`, as Markdown. */
export const retCodeTable = (): string => {
  const rows: ReadonlyArray<RetCodeRow> = retCodeRows
  return [
    '| retCode | reason | retry | what it means |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ([code, ...words]) => `| ${[code, `\`${words[0]}\``, ...words.slice(1)].join(' | ')} |`,
    ),
  ].join('\n')
}
