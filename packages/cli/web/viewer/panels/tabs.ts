import { el } from '../../dom/element'

/** A tab: its name, and what it shows. */
export type Tab = { readonly id: string; readonly name: string; readonly element: HTMLElement }

/** Tabs, one of which is open; arrow keys, Home and End go from one to another. */
export const newTabs = (
  name: string,
  tabs: ReadonlyArray<Tab>,
  onOpen: (id: string) => void,
  onPress: () => void,
): {
  readonly list: HTMLElement
  readonly bodies: ReadonlyArray<HTMLElement>
  readonly open: (id: string) => void
} => {
  const buttons = tabs.map((tab) =>
    el(
      'button',
      { type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `body-${tab.id}` },
      tab.name,
    ),
  )
  const bodies = tabs.map(({ id, element }) =>
    el(
      'div',
      {
        ...{ role: 'tabpanel', id: `body-${id}`, 'aria-labelledby': `tab-${id}` },
        ...{ tabindex: 0, class: 'body' },
      },
      element,
    ),
  )
  const open = (id: string): void => {
    tabs.forEach((tab, i) => {
      const isOpen = tab.id === id
      buttons[i]?.setAttribute('aria-selected', String(isOpen))
      buttons[i]?.setAttribute('tabindex', isOpen ? '0' : '-1')
      if (bodies[i] !== undefined) bodies[i].hidden = !isOpen
    })
    onOpen(id)
  }
  const list = el('div', { role: 'tablist', 'aria-label': name }, buttons)
  buttons.forEach((button, i) =>
    button.addEventListener('click', () => {
      open(tabs[i]?.id ?? '')
      onPress()
    }),
  )
  list.addEventListener('keydown', (event) => {
    const here = buttons.findIndex((button) => button === document.activeElement)
    const next = nextOf(event.key, here, buttons.length)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    open(tabs[next]?.id ?? '')
    buttons[next]?.focus()
  })
  return { list, bodies, open }
}

const nextOf = (key: string, here: number, count: number): number | null => {
  switch (key) {
    case 'ArrowLeft':
      return (here + count - 1) % count
    case 'ArrowRight':
      return (here + 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
