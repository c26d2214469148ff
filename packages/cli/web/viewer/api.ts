import type {
  Consequences,
  Found,
  Lanes,
  LineFacts,
  Now,
  Place,
  RanOtherwise,
  Refused,
  Rows,
  Running,
  SessionFacts,
} from '../../src/viewer/view-data'

/** Which way along a journal. */
export type Way = 'next' | 'previous'

/** What lines can be jumped to. */
export type Goal = 'input' | 'fill' | 'denial' | 'freeze' | 'row'

/** What the server that the page came from can be asked; each may be left by its signal. */
export type Api = {
  readonly session: () => Promise<SessionFacts>
  readonly now: (signal?: AbortSignal) => Promise<Now>
  readonly place: (
    at: { readonly seq: number } | { readonly at: number },
    lines: number,
    signal?: AbortSignal,
  ) => Promise<Place>
  readonly rows: (asked: RowsAsked, signal?: AbortSignal) => Promise<Rows>
  readonly find: (asked: FindAsked, signal?: AbortSignal) => Promise<Found>
  readonly line: (seq: number, signal?: AbortSignal) => Promise<LineFacts>
  readonly consequences: (asked: FollowAsked, signal?: AbortSignal) => Promise<Consequences>
  readonly lanes: (
    stretch: { readonly from: number; readonly to: number } | null,
    signal?: AbortSignal,
  ) => Promise<Lanes>
  /** Runs the session with other settings, and tells how far it is until it is done. */
  readonly whatif: (
    asked: WhatifAsked,
    onRunning: (running: Running) => void,
    signal?: AbortSignal,
  ) => Promise<RanOtherwise>
}

/** Lines after one, or before it, that a filter lets pass. */
export type RowsAsked = {
  readonly from: number
  readonly way: Way
  readonly count: number
  readonly where: string
}

/** The next line of a kind after one, or the one before it. */
export type FindAsked = {
  readonly from: number
  readonly way: Way
  readonly goal: Goal
  readonly where: string
}

/** Which line is followed, how many of what came of it are told, and how far it is looked for. */
export type FollowAsked = {
  readonly seq: number
  readonly count: number
  /** The last line that is looked at; some way on where nobody says. */
  readonly to?: number
}

/** Other settings, by their names, and the line from which on they hold; `null` for all along. */
export type WhatifAsked = {
  readonly set: ReadonlyArray<readonly [name: string, value: string]>
  readonly from: number | null
}

/** The server refused; `message` is its sentence. */
export class NotServed extends Error {
  override readonly name = 'NotServed'
}

/** Whether something was left by its signal, and so is no trouble. */
export const isLeftBehind = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

/** The API of the server that the page came from; its address is relative to the page's. */
export const newApi = (): Api => ({
  session: () => asked('session', {}),
  now: (signal) => asked('now', {}, signal),
  place: (at, lines, signal) => asked('place', { ...at, lines }, signal),
  rows: (of, signal) => asked('rows', of, signal),
  find: (of, signal) => asked('find', of, signal),
  line: (seq, signal) => asked('line', { seq }, signal),
  consequences: (of, signal) => asked('consequences', of, signal),
  lanes: (stretch, signal) => asked('lanes', stretch ?? {}, signal),
  whatif: ranOtherwise,
})

type Parameters = Readonly<Record<string, string | number>>

const asked = async <T>(name: string, of: Parameters, signal?: AbortSignal): Promise<T> => {
  const query = new URLSearchParams(Object.entries(of).map(([key, value]) => [key, String(value)]))
  return (await (await answered(name, query, signal)).json()) as T
}

const answered = async (
  name: string,
  query: URLSearchParams,
  signal: AbortSignal | undefined,
): Promise<Response> => {
  const text = query.toString()
  const response = await fetch(`api/${name}${text === '' ? '' : `?${text}`}`, {
    signal: signal ?? null,
  })
  if (!response.ok) throw new NotServed(await refusal(response))
  return response
}

const refusal = async (response: Response): Promise<string> => {
  try {
    return ((await response.json()) as Refused).says
  } catch {
    return `the server answered ${String(response.status)}`
  }
}

const ranOtherwise: Api['whatif'] = async ({ set, from }, onRunning, signal) => {
  const query = new URLSearchParams(set.map(([name, value]) => ['set', `${name}=${value}`]))
  if (from !== null) query.set('from', String(from))
  const { body } = await answered('whatif', query, signal)
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let text = ''; reader !== undefined;) {
    const { done, value = '' } = await reader.read()
    text += value
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const said = JSON.parse(text.slice(0, end)) as Running | RanOtherwise | Refused
      text = text.slice(end + 1)
      if (said.type === 'ran') return said
      if (said.type === 'refused') throw new NotServed(said.says)
      onRunning(said)
    }
    if (done) break
  }
  throw new NotServed('the run ended without a result')
}
