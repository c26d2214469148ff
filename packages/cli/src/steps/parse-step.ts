import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { countOption } from '../shell/option-values'
import type { TypedTime } from '../shell/time-option'
import { timeOption } from '../shell/time-option'
import type { Way } from './line-search'
import type { StepCommand, StepWord } from './step-commands'
import { stepCommands } from './step-commands'

/** What can be gone to, one after another. */
export type Goal =
  'line' | 'input' | 'fill' | 'freeze' | 'denial' | 'symbol' | 'order' | 'breakpoint'

/** A place in a journal, as it is typed. */
export type StepPlace =
  | { readonly by: 'seq'; readonly seq: number }
  | { readonly by: 'time'; readonly time: TypedTime }
  | { readonly by: 'end'; readonly end: 'first' | 'last' }

/** What a person asked for. */
export type Action =
  | { readonly do: 'move'; readonly to: Goal; readonly way: Way; readonly count: number }
  | { readonly do: 'goto'; readonly place: StepPlace }
  | { readonly do: 'symbol' | 'follow'; readonly name: string | null }
  | { readonly do: 'watch' | 'unwatch' | 'break'; readonly text: string }
  | { readonly do: 'delete'; readonly number: number }
  | { readonly do: 'why' | 'reproduce' | 'show' | 'help' | 'quit' }

/** Reads a command: a word, what stands behind it, or a count before it. Left is what is wrong. */
export const parseStep = (text: string): Either<string, Action> => {
  const turned = text.trim().replace(/^(\d+)\s+(\S+)$/, '$2 $1')
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(turned) ?? []
  const command = stepCommands.find((each) => each.word === word)
  if (command === undefined) return left(unknownCommand(word))
  if (rest !== '' && command.takes === '') return left(`${word} takes nothing behind it`)
  if (rest === '' && command.takes !== '' && !command.takes.startsWith('['))
    return left(`${word} needs ${command.takes}: ${command.says}`)
  try {
    return right(actionOf(command.word, rest))
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    return left(`${word} ${rest}: ${error.message.replace(/\.$/, '')}`)
  }
}

const unknownCommand = (word: string): string => {
  const near = stepCommands.filter((each) => each.word.startsWith(word.slice(0, 2).toLowerCase()))
  const named = (commands: ReadonlyArray<StepCommand>): string =>
    commands.map((each) => each.word).join(', ')
  const hint = near.length > 0 ? `did you mean ${named(near)}?` : `there are ${named(stepCommands)}`
  return `there is no command ${JSON.stringify(word)}; ${hint}`
}

const moves: Readonly<Partial<Record<StepWord, readonly [Goal, Way]>>> = {
  forward: ['line', 'next'],
  back: ['line', 'previous'],
  'next-input': ['input', 'next'],
  'prev-input': ['input', 'previous'],
  'next-fill': ['fill', 'next'],
  'prev-fill': ['fill', 'previous'],
  'next-freeze': ['freeze', 'next'],
  'prev-freeze': ['freeze', 'previous'],
  'next-denial': ['denial', 'next'],
  'prev-denial': ['denial', 'previous'],
  'next-symbol': ['symbol', 'next'],
  'prev-symbol': ['symbol', 'previous'],
  'next-order': ['order', 'next'],
  'prev-order': ['order', 'previous'],
  continue: ['breakpoint', 'next'],
  'reverse-continue': ['breakpoint', 'previous'],
}

const countOf = countOption(1, Number.MAX_SAFE_INTEGER)

const actionOf = (word: StepWord, rest: string): Action => {
  const move = moves[word]
  if (move !== undefined)
    return { do: 'move', to: move[0], way: move[1], count: rest === '' ? 1 : countOf(rest) }
  switch (word) {
    case 'goto':
      return { do: 'goto', place: placeOf(rest) }
    case 'first':
    case 'last':
      return { do: 'goto', place: { by: 'end', end: word } }
    case 'symbol':
    case 'follow':
      return { do: word, name: rest === '' ? null : rest }
    case 'watch':
    case 'unwatch':
    case 'break':
      return { do: word, text: rest }
    case 'delete':
      return { do: word, number: countOf(rest) }
    default:
      return { do: word as 'why' | 'reproduce' | 'show' | 'help' | 'quit' }
  }
}

const placeOf = (text: string): StepPlace => {
  if (text.startsWith('@')) return { by: 'time', time: timeOption(text.slice(1)) }
  if (text.startsWith('+')) return { by: 'time', time: timeOption(text) }
  return { by: 'seq', seq: countOf(text.replaceAll(',', '')) }
}
