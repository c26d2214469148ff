import { isLeft } from 'fp-ts/Either'

import { atPath } from '../explanations/state-paths'
import type { LineFields } from '../journals/line-text'
import type { ReplaySubject } from '../replays/replay-subject'
import type { Condition } from './condition'
import { parseCondition } from './condition'
import type { Cursor } from './cursor'
import { newCursor } from './cursor'
import type { LinePages } from './line-pages'
import { linePages } from './line-pages'
import { gone, moved } from './moves'
import type { Ongoing } from './ongoing'
import type { Action } from './parse-step'
import type { Done, Stepping } from './stepping'
import { done, orderOf, refused, shownSymbol } from './stepping'
import type { Watches } from './watches'
import { newWatches } from './watches'

/** Stepping through a journal: where one stands, and all that is watched and looked for. */
export type Stepper = {
  readonly cursor: Cursor
  readonly pages: LinePages
  readonly watches: Watches
  /** The breakpoints, numbered from 1. */
  readonly breaks: () => ReadonlyArray<Condition>
  /** The symbol shown: one that was chosen, or that of the last line that had one. */
  readonly symbol: () => string | null
  /** The order that is followed. */
  readonly order: () => string | null
  /** The line one stands at; `null` where it is not what was written. */
  readonly line: () => LineFields | null
  /** When the session began. */
  readonly startAt: number
  readonly perform: (action: Action) => Ongoing<Done>
}

/** Begins at a journal's first line. Throws `JournalUnread` where it cannot be read on. */
export const newStepper = (
  path: string,
  subject: Pick<ReplaySubject, 'strategy'>,
  warn: (text: string) => void = () => undefined,
): Stepper => {
  const pages = linePages(path)
  const cursor = newCursor(path, subject, undefined, warn)
  const stepping: Stepping = {
    ...{ path, pages, cursor, watches: newWatches(), startAt: Number(pages.line(1)?.['at'] ?? 0) },
    ...{ breaks: [], chosen: null, met: null, order: null },
  }
  return {
    ...{ cursor, pages, watches: stepping.watches, startAt: stepping.startAt },
    breaks: () => stepping.breaks,
    symbol: () => shownSymbol(stepping),
    order: () => stepping.order,
    line: () => pages.line(cursor.seq()),
    perform: (action) => performed(stepping, action),
  }
}

function* performed(stepping: Stepping, action: Action): Ongoing<Done> {
  stepping.pages.refresh()
  switch (action.do) {
    case 'move':
      return yield* moved(stepping, action.to, action.way, action.count)
    case 'goto':
      return yield* gone(stepping, action.place)
    case 'symbol':
      return chosenSymbol(stepping, action.name)
    case 'follow':
      return followed(stepping, action.name)
    case 'watch':
      stepping.watches.add(action.text, stepping.cursor.state())
      return done(nothingAt(stepping, [action.text]))
    case 'unwatch':
      return stepping.watches.remove(action.text)
        ? done()
        : refused(`nothing is watched by the name ${action.text}`)
    case 'break':
      return broken(stepping, action.text)
    case 'delete': {
      const { number } = action
      if (number > stepping.breaks.length) return refused(`there is no breakpoint ${number}`)
      stepping.breaks = stepping.breaks.filter((_, i) => i + 1 !== number)
      return done()
    }
    default:
      return done()
  }
}

const broken = (stepping: Stepping, text: string): Done => {
  const condition = parseCondition(text, stepping.startAt)
  if (isLeft(condition)) return refused(condition.left)
  stepping.breaks = [...stepping.breaks, condition.right]
  const paths = condition.right.tests.filter(({ of }) => of === 'state').map(({ name }) => name)
  return done(nothingAt(stepping, paths))
}

/** A path may lead somewhere later; a slip of the pen should be seen all the same. */
const nothingAt = ({ cursor }: Stepping, paths: ReadonlyArray<string>): string | null => {
  const missing = paths.find((path) => atPath(cursor.state(), path) === undefined)
  return missing === undefined ? null : `set; so far there is nothing at ${missing}`
}

const chosenSymbol = (stepping: Stepping, name: string | null): Done => {
  const listed = Object.keys(stepping.cursor.state().instruments)
  if (name === '*') {
    stepping.chosen = null
    return done('the symbol shown is that of the line')
  }
  if (name !== null && !listed.includes(name))
    return refused(`${name} is not listed by then; there are ${listed.join(', ') || 'none'}`)
  const place = listed.indexOf(shownSymbol(stepping) ?? '')
  stepping.chosen = name ?? listed[(place + 1) % listed.length] ?? null
  return done(stepping.chosen === null ? 'no symbol is listed yet' : `showing ${stepping.chosen}`)
}

const followed = (stepping: Stepping, name: string | null): Done => {
  const own = name ?? orderOf(stepping)
  if (own === null) return refused('this line names no order; say which, as in follow o-17')
  stepping.order = own
  return done(`following ${own}`)
}
