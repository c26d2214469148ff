import type { newTheme } from '../../behavior/theme'
import { printable } from '../../../src/reports/printable'
import { usdText } from '../../../src/reports/for-people'
import { netUsd } from '../../../src/reports/holdings'
import { usdScale } from '@shadowtape/core'
import type { Child } from '../../dom/element'
import { el, retext } from '../../dom/element'
import { copied } from '../../dom/copyable'
import { utcText, sessionText } from '../../text/time-text'
import type { KeyHelp } from '../key-help'
import type { Viewer } from '../viewer'
import { stateChip } from './state-chip'
import { verdict } from './verdict'
import { where } from './where'
import { written } from './written'

/** What a bar is made with. */
export type BarOf = {
  readonly viewer: Viewer
  readonly theme: ReturnType<typeof newTheme>
  readonly help: KeyHelp
}

/** What is viewed, its time and state, and what can be set for all of the page. */
export const topBar = ({ viewer, theme, help }: BarOf): HTMLElement => {
  const { header, file } = viewer.facts
  return el(
    'header',
    { class: 'bar' },
    el(
      'div',
      { class: 'what' },
      el('h1', {}, el('span', { class: 'brand' }, 'Shadowtape'), ' ', header.session),
      el('p', { title: `Strategy ${header.strategy}, ${file}` }, `${header.strategy} · ${file}`),
    ),
    el('div', { class: 'chips' }, symbolChoice(viewer), verdict(viewer)),
    where(viewer),
    el('div', { class: 'chips' }, stateChip(viewer), net(viewer)),
    el('div', { class: 'switches' }, switches(viewer, theme, help)),
    trouble(viewer),
    spoken(viewer),
  )
}

const symbolChoice = (viewer: Viewer): HTMLElement => {
  const select = el('select', { 'aria-label': 'Symbol' })
  let listed = ''
  const show = (): void => {
    const symbols = Object.keys(viewer.shown().state.instruments)
    if (symbols.length === 0 && listed !== '') return
    if (symbols.join(' ') !== listed) {
      listed = symbols.join(' ')
      select.replaceChildren(...symbols.map((symbol) => el('option', { value: symbol }, symbol)))
      select.disabled = symbols.length < 2
    }
    const chosen = viewer.symbol()
    if (chosen !== null && select.value !== chosen) select.value = chosen
  }
  select.addEventListener('change', () => viewer.setSymbol(select.value))
  viewer.listen('place', show)
  viewer.listen('symbol', show)
  show()
  return select
}

const net = (viewer: Viewer): HTMLElement => {
  const value = el('b', {})
  const chip = el(
    'span',
    { class: 'chip net', title: 'Net P&L so far, at the mark' },
    'net ',
    value,
  )
  const show = (): void => {
    const units = netUsd(viewer.shown().state)
    const text = `${units > 0 ? '+' : ''}${usdText(units, usdScale)}`
    written(value, text)
    chip.classList.toggle('gain', units > 0)
    chip.classList.toggle('loss', units < 0)
  }
  viewer.listen('place', show)
  show()
  return chip
}

const button = (text: string, title: string, act: () => void): HTMLButtonElement => {
  const made = el('button', { type: 'button', title }, text)
  made.addEventListener('click', act)
  return made
}

const switches = (
  viewer: Viewer,
  theme: ReturnType<typeof newTheme>,
  help: KeyHelp,
): ReadonlyArray<Child> => {
  const { clock } = viewer
  const utc = button('UTC', 'Session time or UTC (u)', () =>
    clock.set(clock.mode() === 'utc' ? 'session' : 'utc'),
  )
  const mark = (): void => utc.setAttribute('aria-pressed', String(clock.mode() === 'utc'))
  clock.onChange(mark)
  mark()
  const names = { auto: 'Auto', light: 'Light', dark: 'Dark' } as const
  const colors = button(names.auto, 'Colors: of the system, light, dark', theme.next)
  colors.setAttribute('aria-label', 'Theme: auto')
  theme.onChange(() => {
    retext(colors, names[theme.now()])
    colors.setAttribute('aria-label', `Theme: ${theme.now()}`)
  })
  const link = copyButton('Link', 'Copy a link to this view, of this server', () => location.href)
  const command = copyButton('Command', 'Copy the command that opens this line', () =>
    commandOf(viewer),
  )
  return [link, command, utc, colors, help.button]
}

/** The command that opens a viewer where this one stands. */
const commandOf = ({ facts, shown }: Viewer): string => {
  const file = /^[\w./@:+-]+$/.test(facts.file)
    ? facts.file
    : `'${facts.file.replace(/'/g, `'\\''`)}'`
  return `shadowtape view ${file} --seq ${String(shown().seq)}`
}

/** A button that copies a text; where that is not allowed it shows it, to be copied by hand. */
const copyButton = (text: string, title: string, of: () => string): HTMLElement => {
  const shown = el('input', { type: 'text', readonly: true, hidden: true, 'aria-label': title })
  const made = button(text, title, () => {
    shown.value = printable(of())
    void copied(shown.value, null).then((isCopied) => {
      retext(made, isCopied ? 'Copied' : text)
      shown.hidden = isCopied
      if (!isCopied) shown.select()
      setTimeout(() => retext(made, text), 1_500)
    })
  })
  shown.addEventListener('blur', () => (shown.hidden = true))
  return el('span', { class: 'copy-box' }, made, shown)
}

const trouble = (viewer: Viewer): HTMLElement => {
  const says = el('span', {})
  const close = button('×', 'Close', () => viewer.setTrouble(null))
  close.setAttribute('aria-label', 'Close')
  const box = el('div', { class: 'trouble', role: 'alert', hidden: true }, says, close)
  viewer.listen('trouble', () => {
    const text = viewer.trouble()
    box.hidden = text === null
    retext(says, text ?? '')
  })
  return box
}

/** Reads out where one stands, once it rests there, and never while it plays. */
const spoken = (viewer: Viewer): HTMLElement => {
  const box = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' })
  let waiting = 0
  viewer.listen('place', () => {
    clearTimeout(waiting)
    if (viewer.player.isPlaying()) return
    waiting = window.setTimeout(() => {
      const { seq, at, entry } = viewer.shown()
      const { startAt } = viewer.facts
      const time = viewer.clock.mode() === 'utc' ? utcText(at) : sessionText(at - startAt)
      written(box, `Line ${String(seq)}, ${time}${entry === null ? '' : `, ${entry.message.type}`}`)
    }, 500)
  })
  return box
}
