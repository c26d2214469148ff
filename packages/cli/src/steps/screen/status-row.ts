import { printable } from '../../reports/printable'
import type { Headway } from '../ongoing'
import type { Done } from '../stepping'
import type { Prompt } from './prompt'
import type { Row } from './span'
import { span } from './span'

/** What the last row of the screen has to say. */
export type Status = {
  readonly prompt: Prompt | null
  readonly headway: Headway | null
  readonly said: Done | null
  readonly count: string
}

/** The last row: a prompt, headway, what was said, a count under way, or the keys. */
export const statusRow = ({ prompt, headway, said, count }: Status, columns: number): Row => {
  if (headway !== null) return [span(headwayText(headway), 'bold')]
  if (prompt !== null) return promptRow(prompt, columns)
  if (said !== null && said.says !== null)
    return [span(` ${printable(said.says)}`, said.isDone ? 'plain' : 'yellow')]
  if (count !== '') return [span(` ${count} times…`, 'bold')]
  return [span(` ${hints.join('  ')}`, 'dim')]
}

const hints = [
  ...['←→ line', 'i input', 'f fill', 'z freeze', 'd denial', ': goto', '↵ why', '? help'],
  ...['q quit', 'w watch', 'b break', 'c continue', 'o order', 's symbol', 'y reproduce'],
]

const headwayText = ({ done, total }: Headway): string => {
  const percent = total <= 0 ? 0 : Math.floor((done / total) * 100)
  return ` on the way, ${String(percent)} %; Esc stops`
}

/** The end of what is typed is in sight, however long it is. */
const promptRow = ({ word, text }: Prompt, columns: number): Row => {
  const label = ` ${word === 'goto' ? ':' : `${word} `}`
  const room = Math.max(columns - label.length - 2, 1)
  const shown = text.length > room ? `…${text.slice(text.length - room + 1)}` : text
  return [span(label, 'bold'), span(printable(shown)), span(' ', 'inverse')]
}
