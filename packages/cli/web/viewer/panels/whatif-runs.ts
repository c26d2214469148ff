import type { RanOtherwise, Running } from '../../../src/viewer/view-data'
import type { WhatifAsked } from '../api'
import { isLeftBehind } from '../api'
import type { Viewer } from '../viewer'

/** Running a session otherwise: how far it is, what came of the last runs, or what is wrong. */
export type WhatifRuns = {
  /** What is being run, and how far that is; `null` while nothing is. */
  readonly running: () => { readonly asked: WhatifAsked; readonly told: Running | null } | null
  /** The last runs, the newest first. */
  readonly ran: () => ReadonlyArray<Ran>
  /** The run that is looked at. */
  readonly chosen: () => Ran | null
  readonly choose: (ran: Ran) => void
  /** Why the last one was not run, in the server's sentence. */
  readonly refusal: () => string | null
  readonly cancel: () => void
  readonly listen: (listener: () => void) => void
}

/** A run that came to an end, and what was asked for. */
export type Ran = { readonly asked: WhatifAsked; readonly result: RanOtherwise }

/** So many runs are kept, to go from one to another. */
const ranMax = 5

const known = new WeakMap<Viewer, WhatifRuns>()

/** The runs of a viewer's page. */
export const whatifRunsOf = (viewer: Viewer): WhatifRuns => {
  const runs = known.get(viewer) ?? newRuns(viewer)
  known.set(viewer, runs)
  return runs
}

/** Asks for the session otherwise, as its panel does; what comes of it is laid over the lanes. */
export const runWhatif = (viewer: Viewer, asked: WhatifAsked): void => {
  whatifRunsOf(viewer)
  viewer.setAsked({ ...asked })
}

const newRuns = (viewer: Viewer): WhatifRuns => {
  const listeners: Array<() => void> = []
  let running: ReturnType<WhatifRuns['running']> = null
  let [ran, chosen] = [[] as ReadonlyArray<Ran>, null as Ran | null]
  let refusal: string | null = null
  let leaving = new AbortController()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const choose = (wanted: Ran): void => {
    chosen = wanted
    viewer.setAsked(wanted.asked)
    viewer.setOverlay(wanted.result)
    tell()
  }
  const run = async (asked: WhatifAsked): Promise<void> => {
    leaving.abort()
    leaving = new AbortController()
    const { signal } = leaving
    running = { asked, told: null }
    refusal = viewer.facts.notRunAgain
    if (refusal !== null) running = null
    tell()
    if (running === null) return
    try {
      const onRunning = (told: Running): void => {
        if (signal.aborted) return
        running = { asked, told }
        tell()
      }
      const result = await viewer.api.whatif(asked, onRunning, signal)
      const own = { asked, result }
      ran = [own, ...ran].slice(0, ranMax)
      running = null
      choose(own)
    } catch (error) {
      if (isLeftBehind(error) || signal.aborted) return
      running = null
      refusal = (error as Error).message
      tell()
    }
  }
  const runAsked = (): void => {
    const asked = viewer.asked()
    if (asked !== null && asked !== chosen?.asked) void run(asked)
  }
  viewer.listen('asked', runAsked)
  runAsked()
  return {
    running: () => running,
    ran: () => ran,
    chosen: () => chosen,
    choose,
    refusal: () => refusal,
    cancel: () => {
      leaving.abort()
      running = null
      tell()
    },
    listen: (listener) => void listeners.push(listener),
  }
}
