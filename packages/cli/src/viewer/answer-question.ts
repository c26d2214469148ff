import type { IncomingMessage, ServerResponse } from 'node:http'

import { isLeft, left } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { printable } from '../reports/printable'
import type { Answer, Question, Telling } from './question'
import type { Refusal } from './refusal'
import { goneNow, refusedJson } from './refusal'
import { beginLines, sendJson } from './sending'
import type { Serving } from './view-server'

/** A request whose question is known. */
export type Asking = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly search: URLSearchParams
}

/**
 * Answers a question of a page: the journal is looked at before and after, so that nothing is said
 * of two that were mixed up. Whose connection ends is no longer worked for.
 */
export const answerQuestion = (serving: Serving, question: Question, asking: Asking): void => {
  const { viewing } = serving
  const now = viewing.look()
  if (isLeft(now)) return refuse(asking, goneNow(now.left))
  serving.gatherOn()
  if (question.by === 'lines') {
    const begin = question.read(asking.search, viewing)
    return isLeft(begin) ? refuse(asking, begin.left) : tell(serving, begin.right, asking)
  }
  const work = question.read(asking.search, viewing)
  if (isLeft(work)) return refuse(asking, work.left)
  const taken = serving.turns.take({ by: 'someone', needs: question.needs }, work.right)
  asking.response.once('close', taken.leave)
  taken.done.then(
    (done) => {
      if (!isLeft(done)) send(serving, asking, done.right)
    },
    (error: unknown) => {
      send(serving, asking, left(refusalOf(serving, error)))
    },
  )
}

const send = ({ viewing }: Serving, { request, response }: Asking, answer: Answer): void => {
  const after = viewing.look()
  const told = isLeft(after) ? left(goneNow(after.left)) : answer
  if (isLeft(told)) refuse({ request, response }, told.left)
  else sendJson(request, response, 200, told.right)
}

const refuse = ({ request, response }: Pick<Asking, 'request' | 'response'>, refusal: Refusal) =>
  sendJson(request, response, refusal.status, JSON.stringify(refusedJson(refusal)))

const tell = (
  { warn }: Serving,
  begin: (onLine: (line: object) => void) => Telling,
  { request, response }: Asking,
): void => {
  const line = beginLines(response)
  if (request.method === 'HEAD') return void response.end()
  const telling = begin(line)
  response.once('close', telling.leave)
  telling.done.then(
    () => response.end(),
    (error: unknown) => {
      warn(faultText(error))
      line(refusedJson(unanswered))
      response.end()
    },
  )
}

/** Who asks is not told what went wrong within. */
const refusalOf = ({ warn }: Serving, error: unknown): Refusal => {
  if (error instanceof JournalUnread) return goneNow(error.message)
  warn(faultText(error))
  return unanswered
}

const unanswered: Refusal = { status: 500, says: 'This could not be answered.' }

/** What went wrong within, for who started the program. */
export const faultText = (error: unknown): string =>
  printable(error instanceof Error ? error.message : String(error))
