import type { IncomingMessage, ServerResponse } from 'node:http'

import type { WireRequest, WireResponse } from '../bybit-api/wire-request'
import { enveloped, refused } from '../bybit-desk/outcome'
import type { FaultAt } from './faults'
import type { ServerCore } from './server-core'

/** What the REST side needs of the private stream. */
export type Telling = {
  /** Keeps what the private stream is told until `tell`. */
  readonly hold: () => void
  readonly tell: () => void
  readonly caughtUp: () => Promise<void>
}

/** A body larger than this is none that Bybit would read. */
const bodyBytesMax = 1 << 20

/** Answers one HTTP request by the desk, as faults let it; the bytes go to it as they came. */
export const answerHttp = async (
  core: ServerCore,
  telling: Telling,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const body = await bodyOf(incoming).catch(() => undefined)
  // who asked is gone before all of the request was here
  if (body === undefined) return
  const [path = '/', ...queries] = (incoming.url ?? '/').split('?')
  core.sightings.count('requests', path)
  const fault = core.faults.strike('answer', path)
  const early = body === null ? plain(413, 'Payload Too Large') : earlyAnswer(core, fault)
  if (early !== null) return write(outgoing, early)
  const { method } = incoming
  if (method !== 'GET' && method !== 'POST')
    return write(outgoing, enveloped(refused(10017, 'Route not found.'), core.nowMs(), {}, 404))
  const request: WireRequest = {
    method,
    path,
    query: queries.join('?'),
    body: body ?? '',
    headers: headersOf(incoming),
  }
  telling.hold()
  const response = answerOf(core, request)
  await written(core, telling, outgoing, response, fault)
}

const answerOf = (core: ServerCore, request: WireRequest): WireResponse => {
  try {
    const response = core.desk.answer(request)
    core.desk.flush()
    return response
  } catch (error) {
    core.sightings.failed(error instanceof Error ? error.message : String(error))
    return plain(500, 'Internal Server Error')
  }
}

/** The answer, where a fault keeps the request from being carried out. */
const earlyAnswer = (core: ServerCore, fault: FaultAt<'answer'> | null): WireResponse | null => {
  if (fault?.deed === 'status') return plain(fault.status, fault.body ?? `HTTP ${fault.status}`)
  if (fault?.deed !== 'code') return null
  const retMsg = fault.retMsg ?? `fault ${fault.retCode}`
  return enveloped(refused(fault.retCode, retMsg), core.nowMs(), fault.headers)
}

const written = async (
  core: ServerCore,
  telling: Telling,
  outgoing: ServerResponse,
  response: WireResponse,
  fault: FaultAt<'answer'> | null,
): Promise<void> => {
  switch (fault?.deed) {
    case 'overtake':
      telling.tell()
      await telling.caughtUp()
      return write(outgoing, response)
    case 'delay':
      telling.tell()
      core.later(fault.ms, () => write(outgoing, response))
      return
    case 'drop':
      outgoing.destroy()
      return telling.tell()
    case 'hang':
      return telling.tell()
    case 'garbage':
      write(outgoing, { ...response, body: fault.body ?? response.body.slice(0, -9) })
      return telling.tell()
    default:
      write(outgoing, response)
      return telling.tell()
  }
}

const write = (outgoing: ServerResponse, { status, headers, body }: WireResponse): void => {
  if (outgoing.destroyed) return
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  outgoing.end(body)
}

const plain = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
})

const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )

/** The body as text; `null` where it is larger than anyone would read. */
const bodyOf = async (incoming: IncomingMessage): Promise<string | null> => {
  const parts: Array<Buffer> = []
  let bytes = 0
  for await (const part of incoming) {
    bytes += (part as Buffer).length
    if (bytes <= bodyBytesMax) parts.push(part as Buffer)
  }
  return bytes > bodyBytesMax ? null : Buffer.concat(parts).toString('utf8')
}
