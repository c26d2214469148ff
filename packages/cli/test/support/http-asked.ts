import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:http'

/** What a server answered, byte for byte. */
export type HttpAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** How a server is asked, with nothing made right on the way as browsers do. */
export type HttpAsking = {
  readonly method?: string
  readonly path: string
  readonly host?: string | null
  readonly body?: string
}

/** Asks the server at a URL for a path just as it stands here. */
export const httpAsked = (
  url: string,
  { method = 'GET', path, host, body }: HttpAsking,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const asking = request(
      {
        ...{ hostname, port, method, path, agent: false, setHost: host === undefined },
        headers: {
          ...(typeof host === 'string' ? { Host: host } : {}),
          ...(body === undefined ? {} : { 'Content-Length': body.length }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
