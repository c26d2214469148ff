import { el } from '../../dom/element'
import type { Viewer } from '../viewer'

/** Which symbol's market is shown; nothing to choose where there is but one. */
export const symbolChoice = (viewer: Viewer) => {
  const select = el('select', { 'aria-label': 'Symbol' })
  const alone = el('b', {})
  let drawn = ''
  select.addEventListener('change', () => viewer.setSymbol(select.value))
  return {
    element: el('span', { class: 'symbols' }, alone, select),
    show: (symbols: ReadonlyArray<string>): void => {
      const symbol = viewer.symbol() ?? ''
      const wanted = `${symbols.join()}|${symbol}`
      if (wanted === drawn) return
      drawn = wanted
      select.hidden = symbols.length < 2
      alone.hidden = !select.hidden
      alone.replaceChildren(el('span', {}, symbol))
      select.replaceChildren(...symbols.map((one) => el('option', { value: one }, one)))
      select.value = symbol
    },
  }
}
