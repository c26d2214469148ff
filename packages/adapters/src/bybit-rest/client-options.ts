import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'
import type { Instrument } from '@shadowtape/core'
import { OrderLinkId } from '@shadowtape/core'

import type { ApiEnv, ApiUrls } from '../bybit-api/api-env'
import { apiEnvs } from '../bybit-api/api-env'
import type { RetryPlan } from '../bybit-api/retry-schedule'
import { defaultRetryPlan } from '../bybit-api/retry-schedule'
import { commonInstruments } from '../bybit/common-instruments'
import type { VenueDesk } from '../bybit-api/venue-desk'
import { invalid } from '../exchange/check-order'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { KeyProvider } from './api-keys'
import type { ClientClock } from './client-clock'
import { systemClock } from './client-clock'
import type { PrivateMessages } from './fill-sources'
import type { Attempt, Unwanted } from './trouble'

/** How a client of Bybit's REST API is made. Everything but the environment has a default. */
export type ClientOptions = {
  readonly apiEnv: ApiEnv
  /** Whether anything is sent anywhere. Where not, a dry-run venue in this process answers. */
  readonly networkEnabled?: boolean
  /** Whether orders may be placed and amended on mainnet; cancels always may. */
  readonly mainnetOrdersEnabled?: boolean
  readonly clock?: ClientClock
  /** Requests that may be made at once, and how many come back a second. */
  readonly rateLimitCapacity?: number
  readonly rateLimitRefillRate?: number
  /** What becomes of a call that a limit holds back: it waits its turn, or fails with 10006. */
  readonly onLimit?: 'wait' | 'fail'
  /** A call that would have to wait longer fails with 10006 too: an old order is a wrong one. */
  readonly limitWaitMsMax?: number
  /** Of the dry-run venue: how long after its acceptance an order fills, and which share does. */
  readonly fillLatencyMs?: number
  readonly fillRate?: number
  /** Decides the dry-run venue's fills, and the waits between tries. */
  readonly seed?: number
  /** How old a request may be when it arrives, in ms. */
  readonly recvWindow?: number
  /** Base URLs: Bybit's own for the environment, where they are left out. */
  readonly urls?: ApiUrls
  /** Needed with the network only: a dry run signs with a key of its own. */
  readonly keys?: KeyProvider
  /** The venue of a dry run; one with `instruments` is made where it is left out. */
  readonly desk?: VenueDesk
  /** What can be traded at the dry-run venue that is made; the common linear ones by default. */
  readonly instruments?: ReadonlyArray<Instrument>
  /** Hears of every sending just before it; where it throws, nothing is sent. */
  readonly onAttempt?: (attempt: Attempt) => void
  /**
   * Asked at an order request's turn, and before each sending: where it answers why nobody wants it
   * any more, it is not sent, and ends as `Denied`. One that may have been carried out already
   * stays ambiguous.
   */
  readonly unwanted?: Unwanted
  readonly retryPlan?: RetryPlan
  /** From the first byte of a request to the last of its answer. */
  readonly timeoutMs?: number
  readonly answerBytesMax?: number
  readonly pagesMax?: number
  /**
   * Client ids of orders that were given none: this prefix and a number from 1 up. It has to be
   * another one at each start; without it one is made up.
   */
  readonly clientIdPrefix?: string
  /** Where fills are heard of at once. Without it they are asked for every `fillsPollMs`. */
  readonly privateMessages?: PrivateMessages
  readonly fillsPollMs?: number
}

/** Options with everything that has a default. */
export type CheckedOptions = ClientOptions &
  Required<Omit<ClientOptions, 'urls' | 'keys' | 'desk' | 'privateMessages'>>

/** What holds where nothing else is said. */
export const defaultOptions = {
  networkEnabled: false,
  mainnetOrdersEnabled: false,
  clock: systemClock,
  rateLimitCapacity: 100,
  rateLimitRefillRate: 10,
  onLimit: 'wait',
  limitWaitMsMax: 10_000,
  instruments: [...commonInstruments.values()],
  fillLatencyMs: 100,
  fillRate: 0.8,
  seed: 42,
  recvWindow: 5_000,
  onAttempt: (): void => undefined,
  unwanted: (): null => null,
  retryPlan: defaultRetryPlan,
  timeoutMs: 10_000,
  answerBytesMax: 16_777_216,
  pagesMax: 200,
  clientIdPrefix: '',
  fillsPollMs: 1_000,
} as const satisfies Partial<ClientOptions>

/** The options with their defaults, or the first that cannot be. */
export const checkOptions = (given: ClientOptions): Either<ExchangeFault, CheckedOptions> => {
  const own = Object.entries<unknown>(given).filter(([, value]) => value !== undefined)
  const said = Object.fromEntries(own) as unknown as ClientOptions
  const options: CheckedOptions = { ...defaultOptions, ...said }
  const wrong = objection(options)
  return wrong === null ? right(options) : left(wrong)
}

const objection = (options: CheckedOptions): ExchangeFault | null => {
  if (!apiEnvs.includes(options.apiEnv))
    return invalid('apiEnv', `is none of ${apiEnvs.join(', ')}`)
  for (const [field, least, most] of integers) {
    const value = options[field]
    if (!Number.isSafeInteger(value) || value < least || value > most)
      return invalid(field, `is no whole number from ${least} to ${most}`)
  }
  for (const [field, least, most] of fractions) {
    const value = options[field]
    if (!Number.isFinite(value) || value < least || value > most)
      return invalid(field, `is no number from ${least} to ${most}`)
  }
  for (const field of ['networkEnabled', 'mainnetOrdersEnabled'] as const)
    if (typeof options[field] !== 'boolean') return invalid(field, 'is neither true nor false')
  if (!['wait', 'fail'].includes(options.onLimit))
    return invalid('onLimit', 'is neither wait nor fail')
  const { clientIdPrefix } = options
  if (clientIdPrefix !== '' && !(OrderLinkId.is(clientIdPrefix) && clientIdPrefix.length <= 24))
    return invalid('clientIdPrefix', 'is not up to 24 letters, digits, dashes and underscores')
  return planObjection(options.retryPlan) ?? urlsObjection(options)
}

const integers = [
  ['rateLimitCapacity', 1, 1_000_000],
  ['limitWaitMsMax', 0, 86_400_000],
  ['fillLatencyMs', 0, 86_400_000],
  ['seed', 0, Number.MAX_SAFE_INTEGER],
  ['recvWindow', 1, 60_000],
  ['timeoutMs', 1, 600_000],
  ['answerBytesMax', 1, 1_073_741_824],
  ['pagesMax', 1, 100_000],
  ['fillsPollMs', 1, 86_400_000],
] as const

const fractions = [
  ['rateLimitRefillRate', 0.001, 1_000_000],
  ['fillRate', 0, 1],
] as const

const planObjection = (plan: RetryPlan): ExchangeFault | null => {
  const { attemptsMax, firstMs, longestMs } = plan
  const isPlan =
    [attemptsMax, firstMs, longestMs].every((value) => Number.isSafeInteger(value) && value >= 1) &&
    attemptsMax <= 100 &&
    longestMs <= 3_600_000
  return isPlan ? null : invalid('retryPlan', 'is no plan of whole numbers above 0')
}

const urlsObjection = ({ urls }: CheckedOptions): ExchangeFault | null =>
  urls === undefined || /^https?:\/\/[^/?#\s]+(\/[^?#\s]*[^/?#\s])?$/.test(urls.rest)
    ? null
    : invalid('urls.rest', 'is no base URL without a slash at its end')
