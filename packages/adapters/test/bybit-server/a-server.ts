import { request } from 'node:http'

import { WebSocket } from 'ws'

import { hmacSigner, streamPayload } from '../../src/bybit-api/signing'
import type { BybitServer } from '../../src/bybit-server/start-bybit-server'
import { startBybitServer } from '../../src/bybit-server/start-bybit-server'
import type { ServerOptions } from '../../src/bybit-server/server-options'
import type { Answer, DeskStory, Json } from '../bybit-desk/a-desk'
import { aDesk, mainKey, signed, startMs } from '../bybit-desk/a-desk'

/** A server with a desk behind it, and everyone who talks to it. */
export type ServerStory = DeskStory & {
  readonly server: BybitServer
  readonly http: (asked: HttpAsked) => Promise<HttpAnswer>
  /** A signed POST; its answer as JSON. */
  readonly send: (path: string, body: Json) => Promise<Answer>
  readonly open: (path: string) => Promise<Stream>
  /** A private stream that is opened and subscribed. */
  readonly openPrivate: (...topics: ReadonlyArray<string>) => Promise<Stream>
}

/** A request over HTTP. */
export type HttpAsked = {
  readonly method?: string
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer over HTTP. */
export type HttpAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** A frame from the server. */
export type Told = Json & {
  readonly topic?: string
  readonly type?: string
  readonly op?: string
  readonly success?: boolean
  readonly ret_msg?: string
  readonly data: Json & ReadonlyArray<Json>
}

/** A client's end of a stream. */
export type Stream = {
  readonly socket: WebSocket
  readonly say: (frame: Json | string) => void
  /** The first frame that was not taken yet, once it is there. */
  readonly next: () => Promise<Told>
  /** Says something, and takes the next frame. */
  readonly ask: (frame: Json | string) => Promise<Told>
  /** Takes all frames until one that something holds of, that one too. */
  readonly until: (holds: (told: Told) => boolean) => Promise<ReadonlyArray<Told>>
  /** The code with which it is closed. */
  readonly closed: Promise<number>
}

/** Starts a server for a test, which closes it. */
export const aServer = async (
  options: Partial<ServerOptions> = {},
  story = aDesk(),
): Promise<ServerStory> => {
  const server = await startBybitServer({ desk: story.desk, ackDelayMs: 0, ...options })
  started.push(server)
  const http = (asked: HttpAsked) => asking(server.port, asked)
  const open = (path: string) => opening(`ws://127.0.0.1:${server.port}${path}`)
  return {
    ...story,
    server,
    http,
    open,
    send: async (path, body) => {
      const text = JSON.stringify(body)
      const headers = signed(text, story.nowMs())
      const answer = await http({ method: 'POST', path, body: text, headers })
      return JSON.parse(answer.body) as Answer
    },
    openPrivate: async (...topics) => {
      const stream = await open('/v5/private')
      await stream.ask(anOpening(story.nowMs() + 1_000))
      if (topics.length > 0) await stream.ask({ op: 'subscribe', args: topics })
      return stream
    },
  }
}

const started: Array<BybitServer> = []

/** Closes every server that a test has started. */
export const closeServers = async (): Promise<void> => {
  await Promise.all(started.splice(0).map((server) => server.close()))
}

/** What opens a private stream. */
export const anOpening = (expires: number | string = startMs + 1_000): Json => ({
  op: 'auth',
  req_id: 'auth-1',
  args: [mainKey.apiKey, expires, hmacSigner(mainKey.secret)(streamPayload(Number(expires)))],
})

const asking = (
  port: number,
  { method = 'GET', path, body = '', headers = {} }: HttpAsked,
): Promise<HttpAnswer> =>
  new Promise((done, fail) => {
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) }
    const options = { host: '127.0.0.1', port, method, path, agent: false as const }
    const sent = request({ ...options, headers: { ...headers, ...length } }, (answer) => {
      const parts: Array<Buffer> = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      )
      answer.on('error', fail)
    })
    sent.on('error', fail)
    sent.end(body)
  })

const opening = (url: string): Promise<Stream> =>
  new Promise((done, fail) => {
    const socket = new WebSocket(url)
    const frames: Array<Told> = []
    let waiting: ((told: Told) => void) | null = null
    const closed = new Promise<number>((tell) => socket.on('close', tell))
    socket.on('message', (data: Buffer) => {
      const text = String(data)
      const told = (isJson(text) ? JSON.parse(text) : { unreadable: text }) as Told
      if (waiting === null) frames.push(told)
      else waiting(told)
    })
    const next = (): Promise<Told> =>
      new Promise((take) => {
        const first = frames.shift()
        if (first !== undefined) return take(first)
        waiting = (told) => {
          waiting = null
          take(told)
        }
      })
    const say = (frame: Json | string): void =>
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    const stream: Stream = {
      socket,
      say,
      next,
      closed,
      ask: (frame) => {
        say(frame)
        return next()
      },
      until: async (holds) => {
        const taken: Array<Told> = []
        for (;;) {
          const told = await next()
          taken.push(told)
          if (holds(told)) return taken
        }
      },
    }
    socket.on('open', () => done(stream))
    socket.on('error', fail)
  })

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
