import { isLeft, map as mapRight } from 'fp-ts/Either'

import type { Ongoing } from '../../src/steps/ongoing'
import type { ViewOptions } from '../../src/viewer/open-viewing'
import { openViewing } from '../../src/viewer/open-viewing'
import type { Answer, Question } from '../../src/viewer/question'
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
  /** What questions were worked on, in the order they were begun, and how each ended. */
  readonly worked: ReadonlyArray<Worked>
  /** What went wrong within, so far. */
  readonly warnings: ReadonlyArray<string>
  readonly close: () => Promise<void>
}

/** As a person's, and how long a turn takes: 0 for a step each. */
export type TestOptions = ViewOptions & { readonly sliceMs?: number }

/** A question that was begun to be worked on. */
export type Worked = { readonly name: string; end: 'done' | 'left' | null }

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
  const worked: Array<Worked> = []
  const warn = (text: string): void => {
    warnings.push(text)
  }
  const env = { print: () => undefined, remark: warn, variables: {} }
  const isTerminal = { stdout: false, stderr: false }
  const viewing = await openViewing(path, options, { ...env, isTerminal })
  if (isLeft(viewing)) throw new Error(viewing.left.failure?.says)
  const { gathering, questions } = viewQuestions(viewing.right)
  const server = await startViewServer({
    ...{ port: 0, viewing: viewing.right, gathering, warn, turns: newTurns(sliceMs) },
    questions: watched(questions, worked),
    assets: { script: 'null', style: 'main {}' },
  })
  if (isLeft(server)) throw new Error(server.left)
  const { url, close } = server.right
  const asked = async (question: string): Promise<readonly [number, unknown]> => {
    const response = await fetch(`${url}api/${question}`)
    return [response.status, await response.json()]
  }
  return {
    ...{ url, viewing: viewing.right, warnings, close, worked },
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

/** The same questions, whose work is noted. */
const watched = (questions: Questions, worked: Array<Worked>): Questions =>
  Object.fromEntries(
    Object.entries(questions).map(([name, question]): [string, Question] => {
      if (question.by === 'lines') return [name, question]
      const read: typeof question.read = (search, viewing) =>
        mapRight((work: () => Ongoing<Answer>) => () => noted(name, work(), worked))(
          question.read(search, viewing),
        )
      return [name, { ...question, read }]
    }),
  )

type Questions = Readonly<Record<string, Question>>

function* noted(name: string, work: Ongoing<Answer>, worked: Array<Worked>): Ongoing<Answer> {
  const own: Worked = { name, end: null }
  worked.push(own)
  try {
    const answer = yield* work
    own.end = 'done'
    return answer
  } finally {
    own.end ??= 'left'
  }
}
