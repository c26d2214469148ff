import { el } from '../dom/element'
import { table } from '../dom/table'
import { section } from './section'
import type { View } from './view'

/** Every setting of the session. */
export const configuration = (view: View): HTMLElement =>
  section(
    view.id('configuration'),
    'Configuration',
    table(
      'Every setting, as the journal has it',
      [{ title: 'Setting' }, { title: 'Value' }],
      view.report.configuration.map(([name, value]) => ({
        cells: [name, el('code', { class: 'value' }, value)],
      })),
    ),
  )
