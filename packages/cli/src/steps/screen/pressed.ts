import { isLeft } from 'fp-ts/Either'

import { parseStep } from '../parse-step'
import { acted } from './acted'
import { askedFor, commandOfKey } from './keys'
import type { Prompt } from './prompt'
import { pathsFrom, typed } from './prompt'
import type { Shown } from './shown'
import { paneChrome } from './shown'

/** Does what a key means. */
export const pressed = async (shown: Shown, key: string): Promise<void> => {
  if (shown.prompt !== null) return prompted(shown, shown.prompt, key)
  shown.said = null
  if (/^\d$/.test(key) && (shown.count !== '' || key !== '0')) {
    shown.count = (shown.count + key).slice(0, 9)
    return
  }
  const { count, pane } = shown
  shown.count = ''
  if (key === 'ESCAPE') {
    shown.pane = null
    return
  }
  if (key === 'PAGE_UP' || key === 'PAGE_DOWN') return paged(shown, key)
  const command = commandOfKey(key)
  if (command === null) {
    shown.said = { isDone: false, says: 'no command has this key; ? shows all' }
    return
  }
  if (pane !== null && pane.of === command.word) {
    shown.pane = null
    return
  }
  const asked = askedFor(command)
  if (asked !== null) shown.prompt = { word: command.word, text: '' }
  else await commanded(shown, command.takes === '[N]' ? `${command.word} ${count}` : command.word)
}

/** A page on or back: of the pane, or of the lines. */
const paged = async (shown: Shown, key: string): Promise<void> => {
  const { pane, screen } = shown
  const rows = Math.max((screen?.size().rows ?? 0) - paneChrome, 1)
  const by = key === 'PAGE_UP' ? -rows : rows
  if (pane !== null) {
    const top = Math.max(0, Math.min(pane.top + by, pane.rows.length - rows))
    shown.pane = { ...pane, top: Math.max(top, 0) }
    return
  }
  await commanded(shown, `${by < 0 ? 'back' : 'forward'} ${String(Math.abs(by))}`)
}

const prompted = async (shown: Shown, prompt: Prompt, key: string): Promise<void> => {
  const { word } = prompt
  const state = shown.stepper.cursor.state()
  const next = typed(prompt, key, (text) =>
    word === 'watch' || word === 'break' ? pathsFrom(state, text, word === 'break') : [],
  )
  if (!('ended' in next)) {
    shown.prompt = next
    return
  }
  shown.prompt = null
  if (next.ended === 'left') return
  const isCommand = word === 'goto' && /^[a-z]/.test(next.text)
  await commanded(shown, isCommand ? next.text : `${word} ${next.text}`)
}

const commanded = async (shown: Shown, text: string): Promise<void> => {
  const action = parseStep(text)
  if (isLeft(action)) shown.said = { isDone: false, says: action.left }
  else await acted(shown, action.right)
}
