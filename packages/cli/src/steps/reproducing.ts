import { printable } from '../reports/printable'

/** The commands that show from a shell what the stepper shows. */
export const reproducing = (path: string, seq: number): ReadonlyArray<string> => {
  const file = shellWord(path)
  return [
    `shadowtape state ${file} --seq ${String(seq)}`,
    `shadowtape why ${file} --seq ${String(seq)}`,
    `shadowtape step ${file} --seq ${String(seq)}`,
  ]
}

/** A text as one word of a shell, quoted only where it must be. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${printable(text).replaceAll("'", `'\\''`)}'`
