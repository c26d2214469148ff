import type { Entry, MarketSymbol, Message, State } from '@shadowtape/core'

import type { Sample, Touched } from './sample'
import { sampleOf, sampleWidened, touchWidened, untouched } from './sample'
import type { Sampled } from './sampled'
import { sampledOf } from './sampled'
import { noTempo, tempoCounted } from './tempo'

/** Takes samples of a session as its lines pass. Its memory is that of the samples. */
export type Sampler = {
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  /** Doubles the intervals: what is sampled is then as if they had been so from the first on. */
  readonly widen: () => void
  /**
   * All samples up to a state, that of the interval under way among them; or those of a stretch,
   * and the one before it.
   */
  readonly sampled: (state: State, stretch?: Stretch | null) => Sampled
}

/** From an instant to another, both in it. */
export type Stretch = { readonly from: number; readonly to: number }

/**
 * A sampler of equal intervals of a session. Of each interval in which something was said there is
 * one sample, as its last line left the state; of the touch the lowest bid and the highest ask of
 * the interval are kept too, and how much went on. Where it begins in the midst of a session, the
 * state there is its first sample.
 */
export const newSampler = (startAt: number, intervalUs: number): Sampler => {
  let samples: Array<Sample> = []
  let width = intervalUs
  const intervalOf = (at: number): number => Math.floor((at - startAt) / width)
  let [touched, tempo] = [new Map<MarketSymbol, Touched>(), noTempo()]
  let isHeard = false
  let lastAt = null as number | null
  let endAt = -Infinity
  let moved: MarketSymbol | null = null

  const touchSeen = (state: State): void => {
    if (moved === null) return
    const { bid = null, ask = null } = state.market[moved] ?? {}
    const own = touched.get(moved) ?? untouched()
    touched.set(moved, own)
    touchWidened(own, bid, ask)
    moved = null
  }
  const open = (state: State, at: number): Sample =>
    sampleOf(state, at, touched, isHeard ? { ...tempo } : null)
  return {
    hear: (state, entry) => {
      const { at, message } = entry
      touchSeen(state)
      if (at >= endAt) {
        const before = lastAt ?? (state.seq > 0 ? state.at : null)
        if (before !== null && intervalOf(before) !== intervalOf(at)) {
          put(samples, open(state, before), intervalOf)
          touched = new Map()
          tempo = noTempo()
        }
        endAt = startAt + (intervalOf(at) + 1) * width
      }
      lastAt = at
      isHeard = true
      tempoCounted(tempo, message)
      moved = movedBy(state, entry)
    },
    widen: () => {
      width *= 2
      const merged: Array<Sample> = []
      for (const sample of samples) put(merged, sample, intervalOf)
      samples = merged
      if (lastAt !== null) endAt = startAt + (intervalOf(lastAt) + 1) * width
    },
    sampled: (state, stretch = null) => {
      touchSeen(state)
      if (state.seq === 0) return sampledOf([])
      const all = [...samples]
      put(all, open(state, lastAt ?? state.at), intervalOf)
      return sampledOf(stretch === null ? all : ofStretch(all, stretch))
    },
  }
}

const ofStretch = (all: ReadonlyArray<Sample>, { from, to }: Stretch): ReadonlyArray<Sample> => {
  const before = all.findLastIndex(({ at }) => at < from)
  return all.slice(Math.max(before, 0), all.findLastIndex(({ at }) => at <= to) + 1)
}

/** Whose touch a line moves, as our side knows it: by what it hears with that line. */
const movedBy = ({ timers, latencies }: State, { message }: Entry): MarketSymbol | null => {
  if (latencies.feed === null) return symbolOf(message)
  const [first] = timers
  const isHeard = message.type === 'Delivered' && first?.kind === 'delivery'
  return isHeard ? symbolOf(first.message) : null
}

const symbolOf = (message: Message): MarketSymbol | null =>
  message.type === 'BookUpdated' || message.type === 'QuoteObserved' ? message.symbol : null

/** Puts a sample behind others, or in the place of the last one where that is of its interval. */
const put = (samples: Array<Sample>, sample: Sample, intervalOf: (at: number) => number): void => {
  const last = samples.at(-1)
  if (last === undefined || intervalOf(last.at) !== intervalOf(sample.at)) samples.push(sample)
  else {
    sampleWidened(sample, last)
    samples[samples.length - 1] = sample
  }
}
