import { printable } from '../reports/printable'

/** A text as HTML shows it, with nothing in it that is markup or turns writing around. */
export const escaped = (text: string): string =>
  printable(text).replace(/[&<>"'\u2028\u2029]/g, (char) => `&#${char.charCodeAt(0)};`)
