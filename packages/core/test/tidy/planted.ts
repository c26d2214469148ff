import type { Check, Source } from './source'
import { sourceOf } from './source'

/** A text as if it stood in a file of core, to see a check find what is planted in it. */
export const planted = (text: string, file = 'state/planted.ts'): Source =>
  sourceOf(`packages/core/src/${file}`, text)

/** What a check says of a planted text. */
export const says = (check: Check, text: string, file?: string): ReadonlyArray<string> =>
  check(planted(text, file)).map((finding) => finding.says)
