import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { isLoopbackHeader, startLoopbackServer } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { PageAssets } from '../pages/page-assets'
import { answerQuestion, faultText } from './answer-question'
import type { Gathering } from './gathering'
import type { Question } from './question'
import { sendEmpty, sendText } from './sending'
import type { Turns } from './turns'
import { viewHtml } from './view-html'
import type { Viewing } from './viewing'

/** What is served, and where. */
export type ViewServerOptions = {
  /** On 127.0.0.1; 0 takes any port that is free. */
  readonly port: number
  readonly viewing: Viewing
  readonly assets: PageAssets
  readonly questions: Readonly<Record<string, Question>>
  /** Who works for all that ask; they are closed with the server. */
  readonly turns: Turns
  /** What is done while nobody waits. */
  readonly gathering: Gathering
  /** Hears what went wrong within. */
  readonly warn: (text: string) => void
}

/** A viewer that is served. */
export type ViewServer = {
  /** Where its page is, with the secret that it is had by. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** All that requests share. */
export type Serving = Pick<ViewServerOptions, 'viewing' | 'questions' | 'turns' | 'warn'> & {
  /** Goes on with what is done while nobody waits, where there is more of it. */
  readonly gatherOn: () => void
  readonly isToken: (text: string) => boolean
  readonly pages: ReadonlyMap<string, Page>
}

type Page = { readonly contentType: string; readonly body: string }

/**
 * Serves a viewer's page and what it asks for, on loopback alone and below a path that only who
 * started it knows. It is read from and never written to. Left is why it does not listen.
 */
export const startViewServer = async (
  options: ViewServerOptions,
): Promise<Either<string, ViewServer>> => {
  const { port, assets, viewing, questions, turns, warn } = options
  const token = randomBytes(24).toString('base64url')
  const gatherOn = gathererOf(options)
  const pages = pagesOf(assets, viewing.subject.opened.session)
  const serving = { viewing, questions, warn, turns, gatherOn, pages, isToken: sameAs(token) }
  const started = await startLoopbackServer({
    port,
    onRequest: (request, response) => {
      served(serving, request, response)
    },
  })
  if (isLeft(started)) return started
  const { url, close } = started.right
  gatherOn()
  return right({
    url: `${url}/${token}/`,
    close: () => {
      turns.close()
      return close()
    },
  })
}

/** One is at work at a time; where it failed it is begun again when the journal has grown. */
const gathererOf = ({ gathering, viewing, turns, warn }: ViewServerOptions) => {
  let isAtWork = false
  let failedAt = -1
  const ended = (): void => {
    isAtWork = false
  }
  return (): void => {
    const { last } = viewing.end()
    if (isAtWork || last === failedAt || gathering.gathered().isDone) return
    isAtWork = true
    turns.take({ by: 'aside', needs: null }, gathering.work).done.then(ended, (error: unknown) => {
      failedAt = last
      warn(faultText(error))
      ended()
    })
  }
}

const pagesOf = ({ script, style }: PageAssets, session: string): ReadonlyMap<string, Page> =>
  new Map([
    ['', { contentType: 'text/html; charset=utf-8', body: viewHtml(session) }],
    ['view-page.js', { contentType: 'text/javascript; charset=utf-8', body: script }],
    ['view-page.css', { contentType: 'text/css; charset=utf-8', body: style }],
  ])

/** Whether a text is the secret; how long that takes tells nothing of it. */
const sameAs = (token: string): ((text: string) => boolean) => {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
  const own = digestOf(token)
  return (text) => timingSafeEqual(digestOf(text), own)
}

const served = (serving: Serving, request: IncomingMessage, response: ServerResponse): void => {
  const { headers, method, url = '' } = request
  // a body that comes with a question is not read: the connection ends with the answer
  if ((headers['content-length'] ?? headers['transfer-encoding']) !== undefined)
    response.setHeader('Connection', 'close')
  if (!isLoopbackHeader(headers.host))
    return sendText(request, response, 403, 'the Host header names another machine\n')
  const [path, query] = splitOnce(url, '?')
  const [, token = '', below] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? []
  if (!serving.isToken(token)) return sendText(request, response, 404, 'not found\n')
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return sendText(request, response, 405, 'only GET and HEAD\n')
  }
  if (below === undefined) {
    response.setHeader('Location', `/${token}/`)
    return sendEmpty(response, 308)
  }
  const page = serving.pages.get(below)
  if (page !== undefined) return sendText(request, response, 200, page.body, page.contentType)
  if (below === 'favicon.ico') return sendEmpty(response, 204)
  const [, name = ''] = /^api\/([a-z]+)$/.exec(below) ?? []
  const question = Object.hasOwn(serving.questions, name) ? serving.questions[name] : undefined
  if (question === undefined) return sendText(request, response, 404, 'not found\n')
  answerQuestion(serving, question, { request, response, search: new URLSearchParams(query) })
}

const splitOnce = (text: string, by: string): readonly [string, string] => {
  const at = text.indexOf(by)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
