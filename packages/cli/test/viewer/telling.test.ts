import { join } from 'node:path'
import { isLeft, left, right } from 'fp-ts/Either'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import type { Gathering } from '../../src/viewer/gathering'
import { openViewing } from '../../src/viewer/open-viewing'
import type { Question } from '../../src/viewer/question'
import { questionOf } from '../../src/viewer/question'
import { misasked } from '../../src/viewer/refusal'
import { newTurns } from '../../src/viewer/turns'
import type { ViewServer } from '../../src/viewer/view-server'
import { startViewServer } from '../../src/viewer/view-server'

const golden = join(goldensFolder, 'exec-demo-freeze-dryrun.jsonl')
const servers: Array<ViewServer> = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ close }) => close()))
})

const idle: Gathering = {
  gathered: () => ({ seq: 0, isDone: true }),
  *work() {
    yield { done: 0, total: 0 }
  },
}

/** Serves questions of a test's own; what went wrong within is noted. */
const served = async (questions: Readonly<Record<string, Question>>, gathering = idle) => {
  const warnings: Array<string> = []
  const warn = (text: string): void => {
    warnings.push(text)
  }
  const env = { print: warn, remark: warn, variables: {} }
  const isTerminal = { stdout: false, stderr: false }
  const viewing = await openViewing(golden, {}, { ...env, isTerminal })
  if (isLeft(viewing)) throw new Error(viewing.left.failure?.says)
  const server = await startViewServer({
    ...{ port: 0, viewing: viewing.right, turns: newTurns(), questions, gathering, warn },
    assets: { script: '', style: '' },
  })
  if (isLeft(server)) throw new Error(server.left)
  servers.push(server.right)
  return { url: server.right.url, warnings }
}

/** Something that tells what it is told to, and is left or not. */
const telling = () => {
  let tell: (line: object) => void = () => undefined
  let ends: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | null =
    null
  let onLeft: () => void = () => undefined
  const wasLeft = new Promise<void>((resolve) => (onLeft = resolve))
  const question: Question = {
    by: 'lines',
    read: (search) =>
      search.has('no')
        ? left(misasked('not like this'))
        : right((line) => {
            tell = line
            const done = new Promise<void>((resolve, reject) => (ends = { resolve, reject }))
            tell({ type: 'running', done: 0 })
            return { done, leave: onLeft }
          }),
  }
  return {
    ...{ question, wasLeft },
    tell: (line: object) => {
      tell(line)
    },
    end: () => ends?.resolve(),
    fail: (error: unknown) => ends?.reject(error),
  }
}

describe('what goes on while it is told', () => {
  it('is told line by line as it comes, to its end', async () => {
    const { question, tell, end } = telling()
    const { url } = await served({ going: question })
    const response = await fetch(`${url}api/going`)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect(await reader?.read()).toMatchObject({ value: '{"type":"running","done":0}\n' })
    tell({ type: 'running', done: 1 })
    expect(await reader?.read()).toMatchObject({ value: '{"type":"running","done":1}\n' })
    end()
    expect(await reader?.read()).toMatchObject({ done: true })
  })

  it('is left when nobody listens any more', async () => {
    const { question, wasLeft, tell } = telling()
    const { url, warnings } = await served({ going: question })
    const leaving = new AbortController()
    const response = await fetch(`${url}api/going`, { signal: leaving.signal })
    leaving.abort()
    await expect(response.text()).rejects.toThrow('aborted')
    await wasLeft
    tell({ type: 'running', done: 9 })
    expect(warnings).toStrictEqual([])
  })

  it('is left when the server is closed', async () => {
    const { question, wasLeft } = telling()
    const { url } = await served({ going: question })
    const response = await fetch(`${url}api/going`)
    await servers[0]?.close()
    await wasLeft
    await expect(response.text()).rejects.toThrow('terminated')
  })

  it('says so where it fails, and no more; who started the program hears why', async () => {
    const { question, fail } = telling()
    const { url, warnings } = await served({ going: question })
    const response = await fetch(`${url}api/going`)
    fail(new Error('a reason within'))
    expect(await response.text()).toBe(
      '{"type":"running","done":0}\n{"type":"refused","says":"This could not be answered."}\n',
    )
    expect(warnings).toStrictEqual(['a reason within'])
  })

  it('is refused as other questions are', async () => {
    const { url } = await served({ going: telling().question })
    const response = await fetch(`${url}api/going?no=1`)
    expect([response.status, await response.json()]).toStrictEqual([
      ...[400, { type: 'refused', says: 'not like this.' }],
    ])
  })
})

describe('what goes wrong within', () => {
  it('is not told to who asks', async () => {
    const failing = questionOf({}, () =>
      right(function* () {
        yield { done: 0, total: 1 }
        throw new Error('a reason within')
      }),
    )
    const { url, warnings } = await served({ failing })
    const response = await fetch(`${url}api/failing`)
    expect([response.status, await response.json()]).toStrictEqual([
      ...[500, { type: 'refused', says: 'This could not be answered.' }],
    ])
    expect(warnings).toStrictEqual(['a reason within'])
  })

  it('aside is said once, and does not keep anybody from asking', async () => {
    let begun = 0
    const gathering: Gathering = {
      gathered: () => ({ seq: 0, isDone: false }),
      *work() {
        begun += 1
        yield { done: 0, total: 1 }
        throw new Error('aside')
      },
    }
    const fine = questionOf({}, () =>
      right(function* () {
        yield { done: 0, total: 1 }
        return right('true')
      }),
    )
    const { url, warnings } = await served({ fine }, gathering)
    for (let i = 0; i < 5 || warnings.length === 0; i++)
      expect(await (await fetch(`${url}api/fine`)).json()).toBe(true)
    expect([begun, warnings]).toStrictEqual([1, ['aside']])
  })
})
