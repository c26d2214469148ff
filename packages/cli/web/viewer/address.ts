import type { Range } from '../behavior/link'
import type { WhatifAsked } from './api'
import type { Folds } from './lanes/folds'
import type { LaneName } from './lanes/lane'
import { laneNames } from './lanes/lane'
import type { Viewer } from './viewer'

/** What a link says of a view; what it leaves out is as in a page just opened. */
export type View = {
  readonly seq: number | null
  readonly range: Range | null
  readonly line: number | null
  readonly where: string
  readonly symbol: string | null
  readonly folded: ReadonlyArray<LaneName>
  readonly isUtc: boolean
  readonly asked: WhatifAsked | null
}

/** The fragment of a view: `#seq=4029&from=1000000&to=2000000`. */
export const fragmentOfView = (view: View): string => {
  const query = new URLSearchParams()
  if (view.seq !== null) query.set('seq', String(view.seq))
  if (view.range !== null) {
    query.set('from', String(Math.round(view.range.from)))
    query.set('to', String(Math.round(view.range.to)))
  }
  if (view.line !== null) query.set('line', String(view.line))
  if (view.where !== '') query.set('where', view.where)
  if (view.symbol !== null) query.set('symbol', view.symbol)
  if (view.folded.length > 0) query.set('folded', view.folded.join(','))
  if (view.isUtc) query.set('time', 'utc')
  for (const [name, value] of view.asked?.set ?? []) query.append('set', `${name}=${value}`)
  if (typeof view.asked?.from === 'number') query.set('since', String(view.asked.from))
  return `#${query.toString()}`
}

/** A view from its fragment; what cannot be read is named, and left out. */
export const viewOfFragment = (
  fragment: string,
): { readonly view: View; readonly unread: ReadonlyArray<string> } => {
  const query = new URLSearchParams(fragment.replace(/^#/, ''))
  const unread: Array<string> = [...query.keys()].filter((name) => !known.has(name))
  const number = (name: string): number | null => {
    const text = query.get(name)
    if (text === null) return null
    if (/^\d{1,16}$/.test(text)) return Number(text)
    unread.push(name)
    return null
  }
  const [from, to] = [number('from'), number('to')]
  const range = from !== null && to !== null && from < to ? { from, to } : null
  if (range === null && (from !== null || to !== null)) unread.push('from', 'to')
  const lanes = (query.get('folded') ?? '').split(',').filter((one) => one !== '')
  const folded = laneNames.filter((name) => lanes.includes(name))
  if (folded.length < lanes.length) unread.push('folded')
  const settings = query.getAll('set').map((text) => /^([^=]+)=(.*)$/.exec(text))
  if (settings.includes(null)) unread.push('set')
  const set = settings.flatMap((one) =>
    one === null ? [] : [[one[1] ?? '', one[2] ?? ''] as const],
  )
  return {
    view: {
      ...{ seq: number('seq'), range, line: number('line') },
      ...{ where: query.get('where') ?? '', symbol: query.get('symbol'), folded },
      isUtc: query.get('time') === 'utc',
      asked: set.length === 0 ? null : { set, from: number('since') },
    },
    unread: [...new Set(unread)],
  }
}

const known: ReadonlySet<string> = new Set([
  ...['seq', 'from', 'to', 'line', 'where', 'symbol', 'folded', 'time', 'set', 'since'],
])

/** Browsers refuse an address that changes with every frame: it waits for so many milliseconds. */
const restMs = 250

/** Keeps the page's address in step with the view, and the view with the address. */
export const followAddress = (viewer: Viewer, folds: Folds): { readonly read: () => boolean } => {
  let [waiting, written, isReading] = [0, '', false]
  let symbol: string | null = null
  const write = (): void => {
    // before a link is followed to its end it still says more than the page does
    if (viewer.player.isPlaying() || isReading) return rest()
    const fragment = fragmentOfView({
      ...{ seq: viewer.shown().seq, range: viewer.range(), line: viewer.selected(), symbol },
      ...{ where: viewer.filter(), folded: folds.folded(), asked: viewer.asked() },
      isUtc: viewer.clock.mode() === 'utc',
    })
    if (fragment === written) return
    written = fragment
    history.replaceState(null, '', fragment)
  }
  const rest = (): void => {
    clearTimeout(waiting)
    waiting = window.setTimeout(write, restMs)
  }
  viewer.listen('symbol', () => (symbol = viewer.symbol()))
  for (const change of ['place', 'range', 'selected', 'filter', 'symbol', 'asked'] as const)
    viewer.listen(change, rest)
  viewer.clock.onChange(rest)
  folds.onChange(rest)
  const read = (): boolean => {
    if (location.hash.length < 2 || location.hash === written) return false
    written = location.hash
    const { view, unread } = viewOfFragment(location.hash)
    isReading = true
    void show(viewer, folds, view).then(() => {
      isReading = false
      if (unread.length > 0)
        viewer.setTrouble(`The link is not understood in: ${unread.join(', ')}. The rest is shown.`)
    })
    return view.seq !== null
  }
  addEventListener('hashchange', read)
  return { read }
}

const show = async (viewer: Viewer, folds: Folds, view: View): Promise<void> => {
  viewer.clock.set(view.isUtc ? 'utc' : 'session')
  folds.set(view.folded)
  viewer.setFilter(view.where)
  if (view.symbol !== null) viewer.setSymbol(view.symbol)
  viewer.zoom(view.range)
  viewer.select(view.line)
  viewer.setAsked(view.asked)
  if (view.seq === null) return
  await viewer.go({ seq: view.seq })
  // where one stands may lie outside of what is zoomed to
  viewer.zoom(view.range)
}
