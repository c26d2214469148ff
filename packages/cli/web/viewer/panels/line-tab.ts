import type { LineFacts } from '../../../src/viewer/view-data'
import { shellWord } from '../../../src/shell/shell-word'
import { copyable } from '../../dom/copyable'
import { el } from '../../dom/element'
import { table } from '../../dom/table'
import type { Viewer } from '../viewer'
import { meaningOf } from './field-meanings'

/** A line's fields with what they mean, the line as it stands in the journal, and its command. */
export const lineTab = (viewer: Viewer, facts: LineFacts): ReadonlyArray<HTMLElement> => {
  const { row, fields, text } = facts
  return [
    el('p', { class: 'said' }, row.says === '' ? row.type : row.says),
    table(
      `Fields of line ${String(row.seq)}`,
      [{ title: 'Field' }, { title: 'Value' }, { title: 'Meaning' }],
      Object.entries(fields).map(([name, value]) => ({
        cells: [
          el('code', {}, name),
          valueOf(viewer, name, value),
          el('span', { class: 'words' }, meaningOf(name, row.type)),
        ],
      })),
    ),
    el(
      'details',
      {},
      el('summary', {}, 'As it stands in the journal'),
      copyable('this line', text),
    ),
    copyable(
      'why it is there',
      `shadowtape why ${shellWord(viewer.facts.file)} --seq ${String(row.seq)}`,
    ),
  ]
}

const valueOf = (viewer: Viewer, name: string, value: unknown): HTMLElement => {
  if (value === null) return el('span', { class: 'none' }, 'null')
  if (name === 'at' && typeof value === 'number')
    return viewer.clock.time(value, viewer.facts.startAt)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return el('code', { class: 'value' }, text)
}
