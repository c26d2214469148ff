import { el, retext } from './element'

/** A command to type, with what it is for and a button that copies it. */
export const copyable = (says: string, command: string): HTMLElement => {
  const code = el('code', {}, command)
  const button = el('button', { type: 'button', class: 'copy' }, 'Copy')
  button.setAttribute('aria-label', `Copy the command: ${says}`)
  button.addEventListener('click', () => {
    void copied(code.textContent, code).then((isCopied) => {
      retext(button, isCopied ? 'Copied' : 'Selected')
      button.addEventListener('blur', () => retext(button, 'Copy'), { once: true })
    })
  })
  return el('div', { class: 'command' }, el('span', { class: 'says' }, says), code, button)
}

/** Copies a text; where that is not allowed what shows it is selected, to be copied by hand. */
export const copied = async (text: string, shown: HTMLElement | null): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (shown !== null) getSelection()?.selectAllChildren(shown)
    return false
  }
}
