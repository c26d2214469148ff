import type { SessionFacts } from '../../../src/viewer/view-data'
import { el } from '../../dom/element'
import type { WhatifAsked } from '../api'
import type { Viewer } from '../viewer'

/** What a person would have otherwise. */
export type WhatifForm = {
  readonly element: HTMLFormElement
  readonly show: (is: { readonly isRunning: boolean; readonly refusal: string | null }) => void
  /** Puts in the fields what was asked elsewhere. */
  readonly fill: (asked: WhatifAsked) => void
}

const groups: ReadonlyArray<readonly [prefix: string, name: string]> = [
  ['risk', 'Risk'],
  ['edge', 'Edge'],
  ['strategy', 'Strategy'],
  ['venue', 'Venue'],
  ['session', 'Session'],
]

/** A field for each setting, with what it was; what is changed is run otherwise. */
export const whatifForm = (viewer: Viewer, onRun: (asked: WhatifAsked) => void): WhatifForm => {
  const { settings } = viewer.facts
  const says = el('p', { id: 'whatif-says', class: 'refusal', role: 'alert' })
  const fields = settings.map((setting) => settingField(setting))
  const from = el('input', {
    ...{ id: 'whatif-from', inputmode: 'numeric', autocomplete: 'off', placeholder: 'all along' },
  })
  const here = el('button', { type: 'button' }, 'from where I stand')
  here.addEventListener('click', () => {
    from.value = String(viewer.shown().seq)
  })
  const run = el('button', { type: 'submit', class: 'main' }, 'Run')
  const element = el(
    'form',
    { class: 'whatif-form', novalidate: true },
    grouped(settings, fields),
    el('div', { class: 'from' }, el('label', { for: from.id }, 'From line'), from, here),
    el('div', { class: 'go' }, run, says),
  )
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    const set = fields.flatMap(({ changed }) => changed() ?? [])
    const wrong = wrongWith(set, from.value.trim())
    says.replaceChildren(el('span', {}, wrong ?? ''))
    if (wrong === null) onRun({ set, from: from.value.trim() === '' ? null : Number(from.value) })
  })
  return {
    element,
    show: ({ isRunning, refusal }) => {
      run.toggleAttribute('disabled', isRunning)
      says.replaceChildren(el('span', {}, refusal ?? ''))
      for (const { input, name } of fields)
        input.setAttribute('aria-invalid', String(refusal?.includes(name) ?? false))
    },
    fill: ({ set, from: line }) => {
      for (const { name, put } of fields) put(set.find(([other]) => other === name)?.[1] ?? null)
      from.value = line === null ? '' : String(line)
    },
  }
}

type SettingField = {
  readonly name: string
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  readonly changed: () => ReadonlyArray<readonly [string, string]> | null
  readonly put: (value: string | null) => void
}

const settingField = ({
  name,
  value,
}: {
  readonly name: string
  readonly value: string
}): SettingField => {
  const id = `set-${name}`
  const input = el('input', {
    ...{ id, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'whatif-says' },
    value,
  })
  const back = el('button', { type: 'button', class: 'link', hidden: true }, `was ${value}`)
  const mark = (): void => {
    const isOther = input.value.trim() !== value
    input.classList.toggle('changed', isOther)
    back.hidden = !isOther
  }
  input.addEventListener('input', mark)
  const put = (wanted: string | null): void => {
    input.value = wanted ?? value
    mark()
  }
  back.addEventListener('click', () => {
    put(null)
    input.focus()
  })
  const label = el('label', { for: id, title: name }, name.slice(name.indexOf('.') + 1))
  return {
    name,
    input,
    put,
    element: el('div', { class: 'setting' }, label, input, back),
    changed: () => {
      const text = input.value.trim()
      return text === value ? null : [[name, text]]
    },
  }
}

/** Settings below the names of what they are of. */
const grouped = (
  settings: SessionFacts['settings'],
  fields: ReadonlyArray<SettingField>,
): ReadonlyArray<HTMLElement> =>
  groups.flatMap(([prefix, title]) => {
    const own = fields.filter((_, i) => settings[i]?.name.startsWith(`${prefix}.`) === true)
    if (own.length === 0) return []
    return [
      el(
        'fieldset',
        {},
        el('legend', {}, title),
        own.map(({ element }) => element),
      ),
    ]
  })

const wrongWith = (set: WhatifAsked['set'], from: string): string | null => {
  if (set.length === 0) return 'Change a value first: as they are, the session comes out the same.'
  const empty = set.find(([, value]) => value === '')
  if (empty !== undefined) return `${empty[0]} needs a value.`
  if (from !== '' && !/^[1-9]\d{0,14}$/.test(from)) return `${from} is no line: from 1 on.`
  return null
}
