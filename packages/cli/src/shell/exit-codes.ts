import type { Failure } from './failure'

/** What each ending means to whoever called; the same for every command. */
export const exitCodes: Readonly<Record<Failure['type'] | 'Done', number>> = {
  Done: 0,
  Failed: 1,
  Usage: 2,
  Lossy: 3,
  Diverged: 4,
  Incompatible: 5,
}

/** The exit codes, for the end of every `--help`. */
export const exitCodesHelp = `
Exit codes:
  0 ok · 1 corrupt or failed · 2 usage · 3 finished with loss · 4 diverged · 5 incompatible`
