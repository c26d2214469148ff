import { el, retext } from './element'

/** A command to type, with what it is for and a button that copies it. */
export const copyable = (says: string, command: string): HTMLElement => {
  const code = el('code', {}, command)
  const button = el('button', { type: 'button', class: 'copy' }, 'Copy')
  button.setAttribute('aria-label', `Copy the command: ${says}`)
  button.addEventListener('click', () => {
    void copied(code).then((isCopied) => {
      retext(button, isCopied ? 'Copied' : 'Selected')
      button.addEventListener('blur', () => retext(button, 'Copy'), { once: true })
    })
  })
  return el('div', { class: 'command' }, el('span', { class: 'says' }, says), code, button)
}

/** Copies what is shown; where that is not allowed it is selected, to be copied by hand. */
const copied = async (code: HTMLElement): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(code.textContent)
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return false
  }
}
