import { el } from '../../dom/element'

/** An edge of a panel that is moved: which one, what that changes, and what it is called. */
export type SplitterOf = {
  readonly edge: 'left' | 'above'
  /** The variable of the desk that holds the panel's size, in percent. */
  readonly variable: '--side' | '--below'
  readonly name: string
  /** Its size before it is moved, in percent of the desk. */
  readonly begin: number
}

/** Sizes are kept within these, in percent; a key moves an edge by so many. */
const [least, most, step] = [15, 80, 2]

/** The edge of a panel, to be dragged or moved by arrow keys; a double click puts it back. */
export const splitter = ({ edge, variable, name, begin }: SplitterOf): HTMLElement => {
  const handle = el('div', {
    ...{ class: `splitter ${edge}`, role: 'separator', tabindex: 0, 'aria-label': name },
    ...{ 'aria-orientation': edge === 'left' ? 'vertical' : 'horizontal' },
    ...{ 'aria-valuemin': least, 'aria-valuemax': most, 'aria-valuenow': begin },
  })
  let size = begin
  const desk = (): HTMLElement | null => handle.closest<HTMLElement>('.desk')
  const set = (wanted: number): void => {
    size = Math.max(least, Math.min(most, wanted))
    handle.setAttribute('aria-valuenow', String(Math.round(size)))
    desk()?.style.setProperty(variable, `${size.toFixed(2)}%`)
  }
  const sizeAt = ({ clientX, clientY }: PointerEvent): number => {
    const box = desk()?.getBoundingClientRect()
    if (box === undefined) return size
    return edge === 'left'
      ? ((box.right - clientX) * 100) / box.width
      : ((box.bottom - clientY) * 100) / box.height
  }
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    handle.focus()
    handle.setPointerCapture(event.pointerId)
  })
  handle.addEventListener('pointermove', (event) => {
    if (handle.hasPointerCapture(event.pointerId)) set(sizeAt(event))
  })
  handle.addEventListener('dblclick', () => {
    set(begin)
    desk()?.style.removeProperty(variable)
  })
  const [less, more] = edge === 'left' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowDown', 'ArrowUp']
  handle.addEventListener('keydown', (event) => {
    if (event.key !== more && event.key !== less) return
    event.preventDefault()
    event.stopPropagation()
    set(size + (event.key === more ? step : -step))
  })
  return handle
}
