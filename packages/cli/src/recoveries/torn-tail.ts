import { faultText } from '../journals/journal-failure'
import { grouped } from '../reports/quantity-text'
import type { Damage } from './damage'

/** Why what is wrong with a journal is no torn tail: what is wrong, and which line is sound. */
export type TornTailRefusal = {
  readonly line: number
  readonly soundBehind: number
  readonly says: string
}

/** A torn tail is what a crash leaves: a defect with nothing sound behind it. */
export const tornTailRefusal = (path: string, damage: Damage): TornTailRefusal | null => {
  const { scan, soundBehind } = damage
  const { fault } = scan
  if (fault === null || soundBehind === null) return null
  const what =
    soundBehind === fault.line
      ? 'The line itself is whole'
      : `Line ${grouped(soundBehind)} behind it is sound`
  return {
    line: fault.line,
    soundBehind,
    says: `${faultText(path, fault)}\n${what}, so this is no torn tail but corruption`,
  }
}
