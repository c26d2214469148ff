import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { causeRows } from '../reports/why-report'
import { printable } from '../reports/printable'
import { stepReport, watchRows } from '../reports/step-report'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { sortedJson } from '../shell/sorted-json'
import { helpRows } from './help-rows'
import { finished } from './ongoing'
import type { Action } from './parse-step'
import { parseStep } from './parse-step'
import { reproducing } from './reproducing'
import type { StepView } from './step-view'
import { stepView } from './step-view'
import type { Stepper } from './stepper'
import type { Done } from './stepping'
import { whyLine } from './why-line'

/** How the line mode prints: for people, or one JSON object a command. */
export type LineModeOptions = { readonly json?: true }

/**
 * Takes commands a line at a time, and prints what came of each. It fails in the end where one was
 * not understood, or where the journal cannot be folded as far as was asked.
 */
export const lineMode = async (
  stepper: Stepper,
  options: LineModeOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  let isUnderstood = true
  for await (const text of env.typed?.() ?? []) {
    if (/^\s*(#.*)?$/.test(text)) continue
    const action = parseStep(text)
    if (isLeft(action)) isUnderstood = false
    const before = stepper.cursor.seq()
    const done = isLeft(action)
      ? { isDone: false, says: action.left }
      : finished(stepper.perform(action.right))
    if (!isLeft(action) && action.right.do === 'quit') break
    const isStill = !done.isDone && stepper.cursor.seq() === before
    const shown = isLeft(action) || isStill ? null : action.right
    const print = options.json === true ? jsonText : peopleText
    env.print(print(stepper, text.trim(), shown, done, env.columns ?? 140))
    await env.drained?.()
  }
  const stop = stepper.cursor.stop()
  const failed = stop?.failure ?? (isUnderstood ? null : failure('Usage', notUnderstood))
  if (failed === null) return right(undefined)
  // the objects have said it
  return left(options.json === true ? failure(failed.type, '') : failed)
}

const notUnderstood = 'Error: some commands were not understood; the command help lists them all'

type Shown = (
  stepper: Stepper,
  command: string,
  action: Action | null,
  done: Done,
  columns: number,
) => string

const peopleText: Shown = (stepper, _, action, { says }, columns) => {
  const said = says === null ? '' : `${printable(says)}\n`
  if (action === null) return said
  switch (action.do) {
    case 'move':
    case 'goto':
    case 'show':
    case 'symbol':
      return `${said}${stepReport(stepView(stepper), columns)}`
    case 'watch':
    case 'unwatch': {
      const rows = stepper.watches.views().flatMap(watchRows)
      return said + (rows.length === 0 ? 'nothing is watched\n' : asText(rows))
    }
    case 'break':
    case 'delete':
      return said + asText(breakRows(stepView(stepper)))
    case 'why': {
      const line = stepper.line()
      return line === null ? said : asText(causeRows(whyLine(stepper.cursor.path, line), columns))
    }
    case 'reproduce':
      return asText(reproducing(stepper.cursor.path, stepper.cursor.seq()))
    case 'help':
      return asText(helpRows())
    default:
      return said
  }
}

const asText = (rows: ReadonlyArray<string>): string => rows.map((row) => `${row}\n`).join('')

const breakRows = ({ breaks }: StepView): ReadonlyArray<string> =>
  breaks.length === 0
    ? ['no breakpoints']
    : breaks.map((text, i) => `breakpoint ${String(i + 1)}  ${printable(text)}`)

const jsonText: Shown = (stepper, command, action, { isDone, says }) => {
  const { isClosed, at, startAt, stop, symbol, ...view } = stepView(stepper)
  const { line } = view
  const json = {
    ...view,
    ...{ command, done: isDone, says, at, closed: isClosed, since_start_us: at - startAt },
    ...{ symbol_shown: symbol, goes_no_further: stop },
    ...(action?.do === 'why' && line !== null ? whyJson(stepper.cursor.path, line) : {}),
    ...(action?.do === 'reproduce' ? { commands: reproducing(view.file, view.seq) } : {}),
    ...(action?.do === 'help' ? { help: helpRows() } : {}),
  }
  return `${sortedJson(json, 'line')}\n`
}

const whyJson = (path: string, line: NonNullable<StepView['line']>) => {
  const { causes, evidence } = whyLine(path, line)
  return {
    causes: causes.slice(0, -1),
    evidence: evidence.map(({ fields, markout }) => ({ line: fields, markout })),
  }
}
