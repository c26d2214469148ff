import { bytesText } from '../../src/reports/quantity-text'
import { copyable } from '../dom/copyable'
import { el } from '../dom/element'
import { shellWord } from '../../src/shell/shell-word'
import { countText } from '../text/figures'
import { facts } from '../freezes/part'
import { verdictBadge } from './headline'
import { section } from './section'
import type { View } from './view'

/** Whether the journal can be relied on, and what that was found out by. */
export const integrity = (view: View): HTMLElement => {
  const { integrity: found, file, header } = view.report
  return section(
    view.id('integrity'),
    'Integrity',
    el('p', {}, verdictBadge(found.verdict)),
    el('p', {}, sentences[found.verdict]),
    found.says === null ? null : el('p', { class: 'alert' }, found.says),
    facts([
      ['Journal', el('code', {}, file)],
      ['Lines', `${countText(found.lines)}, ${bytesText(found.bytes)}`],
      ['Seals that held', countText(found.seals)],
      ['States compared', countText(found.statesChecked)],
      ['Closed', found.closeReason ?? 'no: it ends without a close'],
      ['Digest of all lines', el('code', { class: 'digest' }, found.digest)],
      ['Digest of the settings', el('code', { class: 'digest' }, found.configDigest)],
      ['Engine', header.engine],
    ]),
    copyable('Check it again', `shadowtape verify ${shellWord(file)}`),
  )
}

const sentences = {
  whole: 'Every line has its checksum, every seal its digest, and every state that is named is so.',
  'cut short': 'Every line is sound to the last one, but the session was never closed.',
  damaged: 'Something is wrong with the journal: what this page shows came before that.',
} as const
