import type { IncomingMessage, ServerResponse } from 'node:http'

import { redactedJson } from './redacted-json'

/** What a browser may do with anything that is sent: run and show it here, and nothing else. */
const guards = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/** Sends a whole text; to who asked by HEAD only how long it is. */
export const sendText = (
  { method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void => {
  response.writeHead(status, {
    ...guards,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(method === 'HEAD' ? undefined : text)
}

/** Sends a JSON text, without what is secret in it. */
export const sendJson = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  json: string,
): void => sendText(request, response, status, `${redactedJson(json)}\n`, jsonType)

/** Begins to send JSON line by line; the lines come without what is secret in them. */
export const beginLines = (response: ServerResponse): ((line: object) => void) => {
  response.writeHead(200, { ...guards, 'Content-Type': linesType })
  response.flushHeaders()
  return (line) => {
    if (response.writable) response.write(`${redactedJson(JSON.stringify(line))}\n`)
  }
}

/** Sends that there is nothing to send. */
export const sendEmpty = (response: ServerResponse, status: 204 | 308): void => {
  response.writeHead(status, guards)
  response.end()
}

const jsonType = 'application/json; charset=utf-8'
const linesType = 'application/x-ndjson; charset=utf-8'
