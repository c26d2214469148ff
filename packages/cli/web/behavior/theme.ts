/** What a page's theme follows: the system's, or a choice of the reader's. */
export type Theme = 'auto' | 'light' | 'dark'

const order: ReadonlyArray<Theme> = ['auto', 'light', 'dark']

/** The theme of the page; `next` goes round, `onChange` also hears of the system's change. */
export const newTheme = (): {
  readonly now: () => Theme
  readonly next: () => void
  readonly onChange: (listener: () => void) => void
} => {
  let theme: Theme = 'auto'
  const listeners: Array<() => void> = []
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed)
  return {
    now: () => theme,
    next: () => {
      theme = order[(order.indexOf(theme) + 1) % order.length] as Theme
      const root = document.documentElement
      if (theme === 'auto') delete root.dataset['theme']
      else root.dataset['theme'] = theme
      changed()
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
