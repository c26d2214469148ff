import { el } from '../dom/element'
import { keyRows } from './key-rows'
import type { KeySetting } from './key-setting'

/** The help, and the button that opens it. */
export type KeyHelp = {
  readonly button: HTMLButtonElement
  readonly dialog: HTMLDialogElement
  readonly toggle: () => void
}

/** What the keyboard and the mouse do; keys that are letters can be turned off there. */
export const newKeyHelp = (setting: KeySetting): KeyHelp => {
  const letters = el('input', { type: 'checkbox', id: 'letter-keys' })
  letters.checked = setting.isOn()
  letters.addEventListener('change', () => setting.set(letters.checked ? 'on' : 'off'))
  const close = el('button', { type: 'button' }, 'Close')
  const dialog = el(
    'dialog',
    { class: 'help', 'aria-labelledby': 'help-title' },
    el('h2', { id: 'help-title' }, 'Keys'),
    el(
      'dl',
      {},
      keyRows.map(([keys, does]) =>
        el(
          'div',
          {},
          el(
            'dt',
            {},
            keys.split(' ').map((key) => el('kbd', {}, key)),
          ),
          el('dd', {}, does),
        ),
      ),
    ),
    el(
      'label',
      { for: 'letter-keys' },
      letters,
      ' Keys of a single letter or sign do something (arrows and Shift always do)',
    ),
    el(
      'p',
      { class: 'note' },
      'In the lanes: point to read, click to go there, drag to zoom, wheel or pinch to zoom ' +
        'around, Shift and wheel to move aside, double-click to show all. A click on an order ' +
        'or a fill opens its line. The address always says where you are: send it on.',
    ),
    close,
  )
  const toggle = (): void => {
    if (dialog.open) dialog.close()
    else dialog.showModal()
  }
  close.addEventListener('click', toggle)
  const button = el('button', { type: 'button', title: 'Keys (?)' }, 'Keys')
  button.addEventListener('click', toggle)
  return { button, dialog, toggle }
}
