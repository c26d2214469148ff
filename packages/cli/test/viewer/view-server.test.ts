import { join } from 'node:path'

import { processRedactor } from '@shadowtape/adapters'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import type { LineFacts, Place, Rows, SessionFacts } from '../../src/viewer/view-data'
import type { HttpAnswer } from '../support/http-asked'
import { httpAsked } from '../support/http-asked'
import { madeHeader, madeInputs, madeRecorder, recordMade } from '../support/made-session'
import { tempDir } from '../support/temp-dir'
import { viewers } from '../support/viewer'

const dir = tempDir()
const viewerOf = viewers()
const golden = join(goldensFolder, 'exec-demo-freeze-dryrun.jsonl')

const guards = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

/** A server, and the secret in its URL. */
const served = async (path = golden) => {
  const { url, ...viewer } = await viewerOf(path)
  const token = new URL(url).pathname.slice(1, -1)
  const asked = (
    below: string,
    asking: { method?: string; host?: string | null; body?: string } = {},
  ) => httpAsked(url, { path: below, ...asking })
  return { url, token, asked, ...viewer }
}

const guardsOf = ({ headers }: HttpAnswer) =>
  Object.fromEntries(Object.keys(guards).map((name) => [name, headers[name]]))

describe('the address of a viewer', () => {
  it('is on loopback, with a secret of its own for each', async () => {
    const [one, other] = [await served(), await served()]
    for (const { url, token } of [one, other]) {
      expect(new URL(url).hostname).toBe('127.0.0.1')
      expect(token).toMatch(/^[\w-]{32}$/)
    }
    expect(one.token).not.toBe(other.token)
    expect((await one.asked(`/${other.token}/api/now`)).status).toBe(404)
  })

  it('is the only one that is answered, and nothing says more', async () => {
    const { asked, token } = await served()
    const answers = new Set<string>()
    for (const path of [
      ...['/', '', '//', '/api/now', '/favicon.ico', '/view-page.js', `//${token}/`, '/.'],
      ...[`/${token.slice(1)}/`, `/${token}x/`, `/${token.slice(0, -1)}/api/now`, `/x/${token}/`],
      ...[`/${token.toUpperCase()}/`, `/%2e/${token}/`, `/../${token}/`, `http://a/${token}/`],
      ...[`/${encodeURIComponent(token[0] ?? '')}x/`, `/${'a'.repeat(4_000)}/`, '/?token', '*'],
    ]) {
      const { status, body, headers } = await asked(path)
      answers.add(`${String(status)} ${body} ${String(headers['content-type'])}`)
    }
    expect([...answers]).toStrictEqual(['404 not found\n text/plain; charset=utf-8'])
  })

  it('leads to its page without the last slash too', async () => {
    const { asked, token } = await served()
    const answer = await asked(`/${token}`)
    expect([answer.status, answer.headers.location]).toStrictEqual([308, `/${token}/`])
  })
})

describe('the page of a viewer', () => {
  it('is HTML without a word of script, and its two files', async () => {
    const { asked, token } = await served()
    const html = await asked(`/${token}/`)
    expect([html.status, html.headers['content-type']]).toStrictEqual([
      ...[200, 'text/html; charset=utf-8'],
    ])
    expect(html.body).toContain('<main id="viewer"></main>\n<script src="view-page.js"></script>')
    expect(html.body).toContain('<title>exec-demo · Shadowtape</title>')
    expect(html.body).not.toMatch(/<script>|\son\w+=|style=|https?:/)
    expect(await asked(`/${token}/view-page.js`)).toMatchObject({
      ...{
        status: 200,
        body: 'null',
        headers: { 'content-type': 'text/javascript; charset=utf-8' },
      },
    })
    expect(await asked(`/${token}/view-page.css`)).toMatchObject({
      ...{ status: 200, body: 'main {}', headers: { 'content-type': 'text/css; charset=utf-8' } },
    })
    expect((await asked(`/${token}/favicon.ico`)).status).toBe(204)
  })

  it('has nothing else beside it, however it is asked for', async () => {
    const { asked, token } = await served()
    for (const below of [
      ...['index.html', 'main.js', 'view-page.js/', './view-page.js', '%76iew-page.js', 'api'],
      ...[
        '../../etc/passwd',
        '..%2f..%2fetc%2fpasswd',
        'api/',
        'api/../view-page.js',
        'api/nothing',
      ],
      ...['api/now/', 'api//now', 'api/NOW', 'api/constructor', 'api/__proto__', 'api/toString'],
      ...['view-page.js.map', 'view-page.js%00', '\\..\\x', 'api/now%3F', 'exec-demo.jsonl'],
    ])
      expect([below, (await asked(`/${token}/${below}`)).status]).toStrictEqual([below, 404])
  })
})

describe('every answer', () => {
  it('tells a browser to run, show and keep nothing but this page, whatever it is', async () => {
    const { asked, token } = await served()
    const answers = [
      ...[await asked(`/${token}/`), await asked(`/${token}/api/now`), await asked('/')],
      ...[await asked(`/${token}`), await asked(`/${token}/favicon.ico`)],
      ...[await asked(`/${token}/api/place`), await asked(`/${token}/view-page.js`)],
      await asked(`/${token}/`, { method: 'POST' }),
      await asked(`/${token}/`, { host: 'evil.example' }),
    ]
    expect(answers.map(({ status }) => status)).toStrictEqual([
      ...[200, 200, 404, 308, 204, 400, 200, 405, 403],
    ])
    for (const answer of answers) {
      expect(guardsOf(answer)).toStrictEqual(guards)
      const names = Object.keys(answer.headers)
      expect(names.filter((name) => /cookie|access-control|server|x-powered/.test(name))).toEqual(
        [],
      )
    }
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'to %s is 405, and what came with it is not read',
    async (method) => {
      const { asked, token } = await served()
      for (const below of ['', 'api/now', 'view-page.js', 'api/nothing']) {
        const answer = await asked(`/${token}/${below}`, { method, body: 'seq=1' })
        const { status, headers } = answer
        expect([status, headers.allow, headers.connection]).toStrictEqual([
          ...[405, 'GET, HEAD', 'close'],
        ])
      }
      expect((await asked('/', { method })).status).toBe(404)
    },
  )

  it('to HEAD is what GET would say, without it', async () => {
    const { asked, token } = await served()
    for (const below of ['', 'view-page.js', 'api/session', 'api/place?seq=3&lines=2']) {
      const [get, head] = [
        await asked(`/${token}/${below}`),
        await asked(`/${token}/${below}`, { method: 'HEAD' }),
      ]
      expect([head.status, head.body]).toStrictEqual([200, ''])
      expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.body)))
    }
  })

  it.each([
    ...['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example'],
    ...['0.0.0.0', '192.168.0.1', '127.0.0.1:80@evil.example', '[::]', ''],
  ])('to who asks under the host name "%s" is 403', async (host) => {
    const { asked, token } = await served()
    const { status, body } = await asked(`/${token}/api/session`, { host })
    expect([status, body]).toStrictEqual([403, 'the Host header names another machine\n'])
  })

  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '[::1]:8000'])(
    'to who asks under the host name "%s" is one',
    async (host) => {
      const { asked, token } = await served()
      expect((await asked(`/${token}/api/now`, { host })).status).toBe(200)
    },
  )
})

describe('what a journal says', () => {
  const hostile = '</title><script>alert(1)</script>&\u202e"\u2028'
  it('stays a text, whatever it is', async () => {
    const path = join(dir, 'hostile.jsonl')
    const opened = madeHeader('none', { session: hostile })
    recordMade(madeRecorder(path, opened), madeInputs(3))
    const { asked, ask, token } = await served(path)
    const { body } = await asked(`/${token}/`)
    expect(body).toContain('<title>&#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#38;')
    expect(body.match(/<script/g)).toHaveLength(1)
    expect((await ask<SessionFacts>('session')).header.session).toBe(hostile)
    const place = await ask<Place>('place?seq=2')
    expect(place.state.config?.session).toBe(hostile)
    const raw = await asked(`/${token}/api/place?seq=2`)
    expect(raw.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  it('is JSON still where it looks like a secret without an end', async () => {
    const path = join(dir, 'key.jsonl')
    const session = 'a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7'
    recordMade(madeRecorder(path, madeHeader('none', { session })), madeInputs(3))
    const { asked, ask, token } = await served(path)
    for (const below of ['session', 'place?seq=2&lines=5', 'line?seq=1', 'rows']) {
      await ask(below)
      expect((await asked(`/${token}/api/${below}`)).body).not.toContain('MIIEowIBAAKCAQEA7')
    }
  })

  it('comes without a secret that this process knows', async () => {
    const secret = 'k9Zf3Qw7Lm2Xc8Vb5Nt1'
    processRedactor.remember(secret)
    const path = join(dir, `${secret}.jsonl`)
    const opened = madeHeader('none', { session: `made ${secret}`, settings: { note: secret } })
    recordMade(madeRecorder(path, opened), madeInputs(3))
    const { asked, ask, token } = await served(path)
    for (const below of [
      ...['', 'api/session', 'api/now', 'api/place?seq=2&lines=3', 'api/place?seq=0&lines=3'],
      ...['api/line?seq=1', 'api/rows', `api/rows?where=${secret}`, `api/find?where=x${secret}=1`],
      ...['api/consequences?seq=1', `api/rows?${secret}=1`],
    ]) {
      const { status, body } = await asked(`/${token}/${below}`)
      expect([below, status === 200 || status === 400, body.includes(secret)]).toStrictEqual([
        ...[below, true, false],
      ])
    }
    const { row, fields } = await ask<LineFacts>('line?seq=1')
    expect(row.says).toMatch(/^made .*\*\*\*/)
    expect(fields['type']).toMatch(/^SessionOpened/)
    expect((await ask<Rows>('rows')).rows).toHaveLength(31)
  })
})
