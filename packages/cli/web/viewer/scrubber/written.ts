import { retext } from '../../dom/element'

/** Puts a text where it is not there already, so that nothing is laid out anew for nothing. */
export const written = (element: Element, text: string): void => {
  if (element.textContent !== text) retext(element, text)
}
