import type { State } from '@shadowtape/core'

import { namesIn } from '../../explanations/state-paths'

/** A question on the last row: the command it completes, and what was typed so far. */
export type Prompt = { readonly word: string; readonly text: string }

/** What a key makes of a prompt: another one, or its end. */
export type Prompted = Prompt | { readonly ended: 'asked' | 'left'; readonly text: string }

/** Types a key into a prompt; `complete` gives what a text could go on as. */
export const typed = (
  prompt: Prompt,
  key: string,
  complete: (text: string) => ReadonlyArray<string>,
): Prompted => {
  const { word, text } = prompt
  switch (key) {
    case 'ENTER':
    case 'KP_ENTER':
      return { ended: text.trim() === '' ? 'left' : 'asked', text: text.trim() }
    case 'ESCAPE':
    case 'CTRL_C':
      return { ended: 'left', text }
    case 'BACKSPACE':
    case 'CTRL_H':
      return text === '' ? { ended: 'left', text } : { word, text: text.slice(0, -1) }
    case 'CTRL_U':
      return { word, text: '' }
    case 'CTRL_W':
      return { word, text: text.replace(/\S*\s*$/, '') }
    case 'TAB':
      return { word, text: sharedStart(complete(text)) ?? text }
    default:
      return /^.$/su.test(key) ? { word, text: text + key } : prompt
  }
}

const sharedStart = (texts: ReadonlyArray<string>): string | null => {
  const [first] = texts
  if (first === undefined) return null
  let shared = first
  for (const text of texts) while (!text.startsWith(shared)) shared = shared.slice(0, -1)
  return shared
}

/** What a text that ends in a path into the state could go on as; in a condition, `state.PATH`. */
export const pathsFrom = (
  state: State,
  text: string,
  isCondition: boolean,
): ReadonlyArray<string> => {
  const [, before = '', path = ''] = /^(.*\bstate\.)(\S*)$/.exec(text) ?? []
  const own = isCondition ? path : text
  if (isCondition && before === '') return []
  const dot = own.lastIndexOf('.')
  const [parent, start] = [own.slice(0, Math.max(dot, 0)), own.slice(dot + 1)]
  return namesIn(state, parent)
    .filter((name) => name.startsWith(start))
    .map((name) => `${isCondition ? before : ''}${parent === '' ? '' : `${parent}.`}${name}`)
}
