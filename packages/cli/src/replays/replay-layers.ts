import { isLeft } from 'fp-ts/Either'

import { foreignOutcome } from '../journals/foreign-outcome'
import { clipped } from '../reports/printable'
import { grouped, quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import type { Outcome } from '../shell/outcome'
import { bytesOutcome } from './bytes-outcome'
import { decodeOutcome } from './decode-outcome'
import { foldOutcome } from './fold-outcome'
import type { LayerName } from './layer-names'
import type { ReExecutionOptions } from './re-execution-outcome'
import { reExecutionOutcome } from './re-execution-outcome'
import { replaySubject } from './replay-subject'
import type { TwiceOptions } from './twice-outcome'
import { twiceOutcome } from './twice-outcome'

/** What a replay by layers may be told. */
export type LayersOptions = ReExecutionOptions & TwiceOptions

/** What a layer came to, or why it was not run. */
type Answer = { readonly layer: LayerName; readonly outcome: Outcome | string }

/**
 * Asks a journal one question after the other, each with its own verdict. The first that fails
 * gives the exit code, and its report; what makes no sense behind it is not run.
 */
export const replayLayers = async (
  file: string,
  layers: ReadonlyArray<LayerName>,
  options: LayersOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const foreign = foreignOutcome(file)
  if (foreign !== null) return foreign
  const answers: Array<Answer> = []
  for (const layer of layers) {
    const why = notRun(answers)
    const outcome = why ?? (await answered(layer, file, options, env))
    answers.push({ layer, outcome })
  }
  const [only] = answers
  return answers.length === 1 && only !== undefined && typeof only.outcome !== 'string'
    ? { ...only.outcome, json: { ...only.outcome.json, layers: [layerJson(only)] } }
    : together(file, answers, env)
}

const answered = async (
  layer: LayerName,
  file: string,
  options: LayersOptions,
  env: CliEnv,
): Promise<Outcome> => {
  if (layer === 'bytes') return bytesOutcome(file, env)
  if (layer === 'decode') return decodeOutcome(file, env)
  const subject = await replaySubject(file, options.strategy, env)
  if (isLeft(subject)) return subject.left
  if (layer === 'fold') return foldOutcome(file, subject.right, env)
  if (layer === 're-execute') return reExecutionOutcome(file, subject.right, options, env)
  return await twiceOutcome(file, options, env)
}

/** Why nothing can be asked behind what was found, or `null`. */
const notRun = (answers: ReadonlyArray<Answer>): string | null => {
  for (const { layer, outcome } of answers) {
    if (typeof outcome === 'string') return outcome
    const why = fatal[String(outcome.json['verdict'])]
    if (outcome.failure !== null && why !== undefined) return `${layer} says that ${why}`
  }
  return null
}

/** Verdicts behind which no other layer has anything to look at. */
const fatal: Readonly<Record<string, string>> = {
  damaged: 'it is not what was written',
  unreadable: 'it cannot be read',
  changed: 'it changed while it was read',
  incompatible: 'it cannot be replayed here',
  'not a journal': 'it is no journal',
  'newer format': 'its format is newer',
  'other catalogue': 'its catalogue is another',
  'no strategy': 'there is no strategy',
}

const together = (file: string, answers: ReadonlyArray<Answer>, env: CliEnv): Outcome => {
  const failed = answers.flatMap(({ outcome }) =>
    typeof outcome !== 'string' && outcome.failure !== null ? [outcome] : [],
  )[0]
  return {
    text: answers.map((answer) => `${clipped(lineOf(answer), env.columns ?? 120)}\n`).join(''),
    json: {
      file,
      verdict: failed === undefined ? 'sound in every layer' : failed.json['verdict'],
      layers: answers.map(layerJson),
    },
    failure: failed?.failure ?? null,
  }
}

const layerJson = ({ layer, outcome }: Answer) =>
  typeof outcome === 'string'
    ? { layer, verdict: 'not run', why: outcome }
    : { layer, ...outcome.json, says: outcome.failure?.says ?? null }

const lineOf = ({ layer, outcome }: Answer): string => {
  const name = layer.padEnd(12)
  if (typeof outcome === 'string') return `${name}not run: ${outcome}`
  const { verdict } = outcome.json
  const figures = outcome.failure === null ? figuresOf[layer](outcome.json) : failedText(outcome)
  return `${name}${String(verdict)}: ${figures}`
}

/** The first sentence of what a failed layer says, without the file's name. */
const failedText = ({ failure: failed, json }: Outcome): string =>
  (failed?.says.split('\n')[0] ?? '')
    .replace(`${String(json['file'])} `, '')
    .replace(/^diverges |\.$/g, '')

type Figures = Readonly<Record<string, unknown>>

const figuresOf: Readonly<Record<LayerName, (json: Figures) => string>> = {
  bytes: ({ lines, bytes, seals, head }) =>
    [count(lines, 'line'), count(bytes, 'byte'), count(seals, 'seal'), `head ${short(head)}`].join(
      ', ',
    ),
  decode: ({ lines, upgraded }) =>
    `${count(lines, 'line')}, read and written both ways` +
    (upgraded === 0 ? '' : `, ${grouped(Number(upgraded))} of them of an older version`),
  fold: ({ states, state }) => `held at ${count(states, 'line')}, the last ${short(state)}`,
  're-execute': ({ inputs, derived }) =>
    `${count(inputs, 'input')} fed, ${count(derived, 'line')} decided again, every byte`,
  twice: ({ runs, sha256 }) => `${count((runs as Array<unknown>).length, 'run')}, ${short(sha256)}`,
}

const count = (many: unknown, what: string): string => quantity(Number(many), what)
const short = (digest: unknown): string => `${String(digest).slice(0, 12)}…`
