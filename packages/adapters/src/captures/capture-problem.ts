/** What can be wrong with one line of a capture. */
export const problemKinds = [
  'not JSON',
  'bad shape',
  'bad value',
  'unknown topic',
  'time runs back',
  'delta before snapshot',
  'gap',
  'crossed book',
] as const

/** One of `problemKinds`. */
export type ProblemKind = (typeof problemKinds)[number]

/** A line of a capture that was left out, and why; `field` is a JSON path or `receive time`. */
export type CaptureProblem = {
  readonly type: 'CaptureProblem'
  readonly kind: ProblemKind
  readonly file: string
  readonly line: number
  readonly field: string
  readonly detail: string
}

/** What is wrong with a message, before it is known in which line it stands. */
export type Fault = {
  readonly kind: ProblemKind
  readonly field: string
  readonly detail: string
}

/** One sentence naming file, line and field: `a.gz:3: bad value: data.b[0][1] "-1" is not …`. */
export const captureProblemText = (problem: CaptureProblem): string =>
  `${problem.file}:${problem.line}: ${problem.kind}: ${problem.field} ${problem.detail}`
