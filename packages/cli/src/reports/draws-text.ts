import type { Draw, SessionOpened } from '@shadowtape/core'
import { draw } from '@shadowtape/core'

import type { ImpliedDraw } from '../explanations/implied-draws'
import { clipped } from './printable'

/** What was drawn on both sides of a divergence. */
export type BothDraws = {
  readonly opened: Pick<SessionOpened, 'seed'>
  readonly before: { readonly implied: ReadonlyArray<ImpliedDraw> }
  readonly draws: ReadonlyArray<Draw>
}

const shownMax = 5

/** Draws as a person reads them; none is recorded, so what was recorded is what its lines imply. */
export const drawsLines = (facts: BothDraws, columns: number): ReadonlyArray<string> => {
  const { recorded, replayed } = drawsJson(facts)
  if (recorded.length === 0 && replayed.length === 0) return ['Draws: none on either side.']
  return [
    clipped(`Draws     recorded  ${listText(recorded)}, as its lines imply`, columns),
    clipped(`          replayed  ${listText(replayed)}`, columns),
  ]
}

/** The same for programs: `value` is below 2^32. */
export const drawsJson = ({ opened, before, draws }: BothDraws) => ({
  recorded: before.implied.map(({ purpose, ordinal }) => ({
    ...{ purpose, ordinal, value: draw(opened.seed, purpose, ordinal) },
  })),
  replayed: draws,
})

const listText = (draws: ReadonlyArray<Draw>): string => {
  if (draws.length === 0) return 'none'
  const shown = draws.slice(0, shownMax).map(drawText).join(', ')
  return draws.length > shownMax ? `${shown} and ${draws.length - shownMax} more` : shown
}

const drawText = ({ purpose, ordinal, value }: Draw): string =>
  `${purpose} ${ordinal} is ${(value / 0x1_0000_0000).toFixed(4)}`
