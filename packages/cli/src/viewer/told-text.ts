import { processRedactor } from '@shadowtape/adapters'

import { clipped } from '../reports/printable'

/** A text as it is told, so many characters of it: what is secret is hidden before it is cut. */
export const toldText = (text: string, width: number): string =>
  clipped(processRedactor.text(text), width)
