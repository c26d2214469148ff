import { shellWord } from '../shell/shell-word'

/** The commands that show from a shell what the stepper shows. */
export const reproducing = (path: string, seq: number): ReadonlyArray<string> => {
  const file = shellWord(path)
  return [
    `shadowtape state ${file} --seq ${String(seq)}`,
    `shadowtape why ${file} --seq ${String(seq)}`,
    `shadowtape step ${file} --seq ${String(seq)}`,
  ]
}
