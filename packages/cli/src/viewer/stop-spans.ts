import type { Entry, Risk, State, TradingFrozen, TradingReduced } from '@shadowtape/core'

import type { ThinRule } from '../pages/thinned'
import { newThinned } from '../pages/thinned'
import { freezeText } from '../reports/freeze-text'
import type { StopSpan } from './view-data'

/** Freezes and reductions, and when they were lifted; thinned out where there are too many. */
export type StopSpans = {
  /** Takes what is stopped in a state already; `saysOf` says why, by the stop's line. */
  readonly begin: (state: State, saysOf: (seq: number) => string | null) => void
  /** Hears a line before it changes the state. */
  readonly hear: (entry: Entry) => void
  readonly spans: () => ReadonlyArray<StopSpan>
  readonly count: () => number
}

type Grown = Omit<StopSpan, 'thawAt'> & { thawAt: number | null }

/** What is stopped: the session, an account or a symbol, as a key. */
const ofSession = 'session'

/** Nothing was stopped yet. */
export const newStopSpans = (rule: ThinRule): StopSpans => {
  const thinned = newThinned<Grown>(rule)
  const inForce = new Map<string, Array<Grown>>()
  const stopped = (scope: string, span: Grown): void => {
    thinned.add(span.at, `${span.kind} ${scope}`, () => {
      inForce.set(scope, [...(inForce.get(scope) ?? []), span])
      return span
    })
  }
  return {
    begin: ({ risk }, saysOf) => {
      for (const [scope, of, { state, seq, at, reason }] of restrictionsOf(risk)) {
        const kind = state === 'frozen' ? 'freeze' : 'reduction'
        stopped(scope, { seq, at, says: saysOf(seq) ?? reason, kind, thawAt: null, of })
      }
    },
    hear: ({ seq, at, message }) => {
      if (message.type === 'TradingFrozen' || message.type === 'TradingReduced') {
        const kind = message.type === 'TradingFrozen' ? 'freeze' : 'reduction'
        const [scope, of] = scopeOf(message)
        stopped(scope, { seq, at, says: freezeText(message), kind, thawAt: null, of })
      } else if (message.type === 'TradingThawed') {
        const scope = thawedScope(message)
        for (const span of inForce.get(scope) ?? []) span.thawAt = at
        inForce.delete(scope)
      }
    },
    spans: () => thinned.kept().map((span) => ({ ...span })),
    count: thinned.count,
  }
}

type Scoped = readonly [scope: string, of: string | null]

const scopeOf = ({ scope, account, symbol }: TradingFrozen | TradingReduced): Scoped => {
  if (scope === 'symbol' && symbol !== null) return [`symbol ${symbol}`, symbol]
  if (scope === 'account' && account !== null) return [`account ${account}`, account]
  return [ofSession, null]
}

/** A thaw that names an account is of it, whatever symbol it names. */
const thawedScope = ({
  account,
  symbol,
}: {
  readonly account: string | null
  readonly symbol: string | null
}): string => {
  if (account !== null) return `account ${account}`
  return symbol === null ? ofSession : `symbol ${symbol}`
}

type Restricted = readonly [...Scoped, NonNullable<Risk['session']>]

const restrictionsOf = ({ session, accounts, symbols }: Risk): ReadonlyArray<Restricted> => {
  const all: Array<Restricted> = [
    ...Object.entries(accounts).map(([name, one]): Restricted => [`account ${name}`, name, one]),
    ...Object.entries(symbols).map(([name, one]): Restricted => [`symbol ${name}`, name, one]),
  ]
  if (session !== null) all.push([ofSession, null, session])
  return all.sort(([, , a], [, , b]) => a.seq - b.seq)
}
