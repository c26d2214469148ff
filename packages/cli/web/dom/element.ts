import { printable } from '../../src/reports/printable'

/** What an element holds: nodes, or text that stays text. */
export type Child = Node | string | number | null | ReadonlyArray<Child>

/** Attributes of an element; what is `null` or `false` is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>

/** Makes an element. Control characters and those that turn writing around become visible. */
export const el = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name)
  filled(made, attributes, children)
  return made
}

const svgSpace = 'http://www.w3.org/2000/svg'

/** Makes an element of a drawing. */
export const svg = <K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: ReadonlyArray<Child>
): SVGElementTagNameMap[K] => {
  const made = document.createElementNS(svgSpace, name)
  filled(made, attributes, children)
  return made
}

/** Puts text in the place of all that an element holds. */
export const retext = (element: Element, text: string): void => {
  element.replaceChildren(document.createTextNode(printable(text)))
}

const filled = (made: Element, attributes: Attributes, children: ReadonlyArray<Child>): void => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    made.setAttribute(name, value === true ? '' : printable(String(value)))
  }
  for (const child of children) append(made, child)
}

const append = (parent: Element, child: Child): void => {
  if (child === null) return
  if (child instanceof Node) parent.append(child)
  else if (typeof child === 'object') for (const one of child) append(parent, one)
  else parent.append(document.createTextNode(printable(String(child))))
}
