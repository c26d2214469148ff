import { isLeft } from 'fp-ts/Either'

import type { ViewOptions } from '../../src/viewer/open-viewing'
import { openViewing } from '../../src/viewer/open-viewing'
import { newTurns } from '../../src/viewer/turns'
import { viewQuestions } from '../../src/viewer/view-questions'
import { startViewServer } from '../../src/viewer/view-server'
import type { Viewing } from '../../src/viewer/viewing'

/** A viewer's server in this process, as a page meets it. */
export type TestViewer = {
  readonly url: string
  readonly viewing: Viewing
  /** Asks, and takes the answer for what is expected; throws where it is refused. */
  readonly ask: <T>(question: string) => Promise<T>
  /** The status of what is refused, and what is said. */
  readonly refusal: (question: string) => Promise<readonly [status: number, says: string]>
  /** What went wrong within, so far. */
  readonly warnings: ReadonlyArray<string>
  readonly close: () => Promise<void>
}

/** As a person's, and how long a turn takes: 0 for a step each. */
export type TestOptions = ViewOptions & { readonly sliceMs?: number }

const open: Array<TestViewer> = []

/** Serves journals to a file's tests, each until the test is done. */
export const viewers = () => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ close }) => close()))
  })
  return async (path: string, options: TestOptions = {}): Promise<TestViewer> => {
    const viewer = await startedOn(path, options)
    open.push(viewer)
    return viewer
  }
}

const startedOn = async (
  path: string,
  { sliceMs, ...options }: TestOptions,
): Promise<TestViewer> => {
  const warnings: Array<string> = []
  const warn = (text: string): void => {
    warnings.push(text)
  }
  const env = { print: () => undefined, remark: warn, variables: {} }
  const isTerminal = { stdout: false, stderr: false }
  const viewing = await openViewing(path, options, { ...env, isTerminal })
  if (isLeft(viewing)) throw new Error(viewing.left.failure?.says)
  const server = await startViewServer({
    ...{ port: 0, viewing: viewing.right, warn, turns: newTurns(sliceMs) },
    ...viewQuestions(viewing.right),
    assets: { script: 'null', style: 'main {}' },
  })
  if (isLeft(server)) throw new Error(server.left)
  const { url, close } = server.right
  const asked = async (question: string): Promise<readonly [number, unknown]> => {
    const response = await fetch(`${url}api/${question}`)
    return [response.status, await response.json()]
  }
  return {
    ...{ url, viewing: viewing.right, warnings, close },
    ask: async <T>(question: string) => {
      const [status, answer] = await asked(question)
      if (status !== 200) throw new Error(`${question}: ${JSON.stringify(answer)}`)
      return answer as T
    },
    refusal: async (question) => {
      const [status, answer] = await asked(question)
      const { type, says } = answer as { readonly type?: string; readonly says?: string }
      if (type !== 'refused') throw new Error(`${question} is not refused`)
      return [status, says ?? '']
    },
  }
}
