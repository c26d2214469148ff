/** The files that rows measure on. */
export type Fixture = {
  /** How many inputs the reference mix has. */
  readonly size: number
  readonly journal: string
  readonly capture: string
  /** A place to write to, a row's own. */
  readonly scratch: string
}

/**
 * Something to do over and over, and how many lines, inputs or frames it gets through each time.
 * What must be made ready before each time is not measured.
 */
export type Work = {
  readonly count: number
  readonly prepare?: () => void
  readonly once: () => void
  /** What else there is to say of the rounds that were measured. */
  readonly more?: () => Readonly<Record<string, number>>
}

/** How many rounds a median is taken of: one where it is only asked whether the rows still run. */
export const rounds = Number(process.env['SHADOWTAPE_BENCH_ROUNDS'] ?? 5)

/** What a row does, made ready to be measured. */
export type Row = (fixture: Fixture) => Work | Promise<Work>
