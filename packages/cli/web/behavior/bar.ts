import type { Child } from '../dom/element'
import { el, retext } from '../dom/element'
import type { Clock } from './clock'
import { keyHelp } from './keyboard'
import type { newTheme } from './theme'

/** A link of the page's contents. */
export type Place = readonly [id: string, name: string]

/** The bar above the page: what it is, where to go in it, how time and colors are shown. */
export const topBar = (
  title: string,
  places: ReadonlyArray<Place>,
  clock: Clock,
  theme: ReturnType<typeof newTheme>,
): { readonly bar: HTMLElement; readonly toggleHelp: () => void } => {
  const help = helpBox()
  const toggleHelp = (): void => {
    help.hidden = !help.hidden
    helpButton.setAttribute('aria-expanded', String(!help.hidden))
  }
  const helpButton = button('Keys', toggleHelp)
  helpButton.setAttribute('aria-controls', help.id)
  helpButton.setAttribute('aria-expanded', 'false')
  const bar = el(
    'header',
    { class: 'top' },
    el('p', { id: 'keys-short', class: 'unseen' }, keysShort),
    el(
      'div',
      { class: 'top-row' },
      el('h1', {}, el('span', { class: 'brand' }, 'Shadowtape'), ' ', title),
      el('div', { class: 'switches' }, timeSwitch(clock), themeButton(theme), helpButton),
    ),
    el(
      'nav',
      { 'aria-label': 'Contents' },
      places.map(([id, name]): Child => el('a', { href: `#${id}` }, name)),
    ),
    help,
  )
  return { bar, toggleHelp }
}

const keysShort =
  'Left and right move the cursor, plus and minus zoom, zero shows all, n and p go from freeze ' +
  'to freeze.'

const button = (text: string, act: () => void): HTMLButtonElement => {
  const made = el('button', { type: 'button' }, text)
  made.addEventListener('click', act)
  return made
}

const timeSwitch = (clock: Clock): HTMLElement => {
  const choices = (['session', 'utc'] as const).map((mode) => {
    const made = button(mode === 'utc' ? 'UTC' : 'Session time', () => clock.set(mode))
    const mark = (): void => made.setAttribute('aria-pressed', String(clock.mode() === mode))
    clock.onChange(mark)
    mark()
    return made
  })
  return el('div', { class: 'choice', role: 'group', 'aria-label': 'Time' }, choices)
}

const themeButton = (theme: ReturnType<typeof newTheme>): HTMLElement => {
  const names = { auto: 'Theme: auto', light: 'Theme: light', dark: 'Theme: dark' } as const
  const made = button(names.auto, theme.next)
  theme.onChange(() => retext(made, names[theme.now()]))
  return made
}

const helpBox = (): HTMLElement =>
  el(
    'div',
    { id: 'keys', class: 'help', hidden: true },
    el(
      'dl',
      {},
      keyHelp.map(([keys, does]) =>
        el('div', {}, el('dt', {}, el('kbd', {}, keys)), el('dd', {}, does)),
      ),
    ),
    el(
      'p',
      { class: 'note' },
      'With a mouse or a finger: point to read, click to hold the instant (it is then in the ' +
        'address, to be sent on), drag along a chart to zoom all of them, double-click to show ' +
        'all again.',
    ),
  )
