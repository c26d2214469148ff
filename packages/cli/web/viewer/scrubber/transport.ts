import type { Child } from '../../dom/element'
import { el } from '../../dom/element'
import type { Goal, Way } from '../api'
import type { Pace, Target, Viewer } from '../viewer'
import type { Icon } from './icons'
import { icon } from './icons'
import { typedPlace } from './typed-place'

/** The paces that can be chosen, from the slowest on. */
export const paces: ReadonlyArray<readonly [name: string, pace: Pace]> = [
  ['1 line/s', { lines: 1 }],
  ['5 lines/s', { lines: 5 }],
  ['20 lines/s', { lines: 20 }],
  ['50 lines/s', { lines: 50 }],
  ['0.1×', { times: 0.1 }],
  ['0.25×', { times: 0.25 }],
  ['1×', { times: 1 }],
  ['4×', { times: 4 }],
  ['10×', { times: 10 }],
  ['60×', { times: 60 }],
  ['600×', { times: 600 }],
]

/** Which of the paces one is. */
export const placeOfPace = (pace: Pace): number =>
  paces.findIndex(([, one]) => JSON.stringify(one) === JSON.stringify(pace))

/** Play, steps, jumps, speed, and where to go. */
export const transport = (viewer: Viewer): HTMLElement =>
  el(
    'div',
    { class: 'transport' },
    el('div', { class: 'steps', role: 'group', 'aria-label': 'Steps' }, stepButtons(viewer)),
    el('div', { class: 'jumps', role: 'group', 'aria-label': 'Jumps' }, jumps(viewer)),
    speed(viewer),
    goTo(viewer),
  )

const stepButtons = (viewer: Viewer): ReadonlyArray<Child> => {
  const to = (sign: Icon, name: string, keys: string, target: Target): HTMLButtonElement =>
    button(icon(sign), name, keys, () => void viewer.go(target))
  return [
    to('first', 'First line', 'g', { end: 'first' }),
    to('input-back', 'Input before', 'Shift+←', { goal: 'input', way: 'previous' }),
    to('back', 'One line back', '←', { lines: -1 }),
    playButton(viewer),
    to('on', 'One line on', '→', { lines: 1 }),
    to('input-on', 'Next input', 'Shift+→', { goal: 'input', way: 'next' }),
    to('last', 'Last line', 'G', { end: 'last' }),
  ]
}

const button = (sign: Child, name: string, keys: string, act: () => void): HTMLButtonElement => {
  const made = el(
    'button',
    { type: 'button', 'aria-label': name, title: `${name} (${keys})` },
    sign,
  )
  made.addEventListener('click', act)
  return made
}

const playButton = ({ player, listen }: Viewer): HTMLButtonElement => {
  const made = button(icon('play'), 'Play', 'Space', () =>
    player.isPlaying() ? player.pause() : player.play(),
  )
  made.classList.add('play')
  listen('playing', () => {
    const name = player.isPlaying() ? 'Pause' : 'Play'
    if (made.getAttribute('aria-label') === name) return
    made.replaceChildren(icon(player.isPlaying() ? 'pause' : 'play'))
    made.setAttribute('aria-label', name)
    made.title = `${name} (Space)`
  })
  return made
}

const jumps = (viewer: Viewer): ReadonlyArray<Child> =>
  (
    [
      ['fill', 'Fill', 'F', 'f'],
      ['denial', 'Denial', 'D', 'd'],
      ['freeze', 'Freeze', 'Z', 'z'],
    ] as const
  ).map(([goal, name, before, next]) => {
    const to = (sign: Icon, label: string, keys: string, way: Way): HTMLButtonElement =>
      button(icon(sign), label, keys, () => void viewer.go({ goal: goal satisfies Goal, way }))
    return el(
      'div',
      { class: 'jump' },
      to('left', `${name} before`, before, 'previous'),
      el('span', { 'aria-hidden': 'true' }, name),
      to('right', `Next ${name.toLowerCase()}`, next, 'next'),
    )
  })

const speed = ({ player, listen }: Viewer): HTMLElement => {
  const select = el(
    'select',
    { 'aria-label': 'Speed', title: 'Speed (< and >)' },
    paces.map(([name], i) => el('option', { value: i }, name)),
  )
  const show = (): void => {
    select.value = String(placeOfPace(player.pace()))
  }
  select.addEventListener('change', () => {
    const chosen = paces[Number(select.value)]
    if (chosen !== undefined) player.setPace(chosen[1])
  })
  listen('playing', show)
  show()
  return select
}

const goTo = (viewer: Viewer): HTMLElement => {
  const input = el('input', {
    ...{ type: 'text', size: 16, placeholder: '+12.5s, 20:36:17, line', spellcheck: 'false' },
    ...{ 'aria-label': 'Go to a time or a line', autocomplete: 'off', id: 'go-to' },
    title: 'Go to +12.5s, a UTC time, or a line by its number (:)',
  })
  const form = el('form', { class: 'go-to' }, input, el('button', { type: 'submit' }, 'Go'))
  input.addEventListener('input', () => input.removeAttribute('aria-invalid'))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const { startAt } = viewer.facts
    const target = typedPlace(input.value, { startAt, lastAt: viewer.now().lastAt })
    if (target === null) {
      input.setAttribute('aria-invalid', 'true')
      viewer.setTrouble(
        `${input.value.trim()} is no line, no time such as +12.5s, and no UTC time.`,
      )
      return
    }
    void viewer.go(target)
    input.select()
  })
  return form
}
