import { retext } from '../../dom/element'

/** An element that says a text or wears a mark, and is touched only where that is another one. */
export type Cell<E extends HTMLElement = HTMLElement> = {
  readonly element: E
  readonly say: (text: string) => void
  /** Sets an attribute, or takes it away where it is `null`. */
  readonly mark: (name: string, value: string | null) => void
}

/** An element whose text and attributes change in place. */
export const cellOf = <E extends HTMLElement>(element: E): Cell<E> => {
  let said: string | null = null
  const marks = new Map<string, string | null>()
  return {
    element,
    say: (text) => {
      if (text === said) return
      said = text
      retext(element, text)
    },
    mark: (name, value) => {
      if (marks.get(name) === value) return
      marks.set(name, value)
      if (value === null) element.removeAttribute(name)
      else element.setAttribute(name, value)
    },
  }
}
