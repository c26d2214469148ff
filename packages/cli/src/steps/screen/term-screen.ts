import { printable } from '../../reports/printable'
import type { Size } from './frame'
import type { Look, Row } from './span'

/** A terminal that is drawn on, and that says what is typed. */
export type Screen = {
  readonly size: () => Size
  /** Shows rows; only what differs from before is written. */
  readonly draw: (rows: ReadonlyArray<Row>) => void
  /** Takes the terminal: its other screen, no cursor, every key. */
  readonly enter: () => void
  /** Gives it back as it was. */
  readonly leave: () => void
}

/** Who hears what happens to a terminal. */
export type ScreenEars = {
  readonly onKey: (key: string) => void
  readonly onResize: () => void
}

const plain = { color: 'default', bgDefaultColor: true }

const attributes: Readonly<Record<Look, object>> = {
  plain: {},
  dim: { dim: true },
  bold: { bold: true },
  inverse: { inverse: true },
  red: { color: 'red' },
  green: { color: 'green' },
  yellow: { color: 'yellow' },
  cyan: { color: 'cyan' },
}

/** The terminal behind stdin and stdout; `NO_COLOR` leaves bold, dim and inverse. */
export const termScreen = async (
  { onKey, onResize }: ScreenEars,
  hasColors: boolean,
): Promise<Screen> => {
  // loaded here and nowhere else: no other command pays for it
  const { terminal: term, ScreenBuffer } = (await import('terminal-kit')).default
  let buffer: InstanceType<typeof ScreenBuffer> | null = null
  let isEntered = false
  const size = (): Size => ({ columns: process.stdout.columns, rows: process.stdout.rows })
  term.on('key', onKey)
  // a terminal that hangs up types no more
  process.stdin.on('end', () => {
    onKey('q')
  })
  process.stdout.on('resize', () => {
    buffer = null
    if (isEntered) onResize()
  })
  const look = (name: Look): object => {
    const { color: _, ...others } = attributes[name] as { color?: string }
    return { ...plain, ...(hasColors ? attributes[name] : others) }
  }
  return {
    size,
    draw: (rows) => {
      if (!isEntered) return
      const { columns, rows: height } = size()
      if (buffer === null) term.clear()
      const isFirst = buffer === null
      buffer ??= new ScreenBuffer({ dst: term, width: columns, height })
      rows.forEach((row, y) => {
        let x = 0
        for (const { text, look: name } of row) {
          // whatever a journal says, no control character of it comes to the terminal
          const safe = printable(text)
          buffer?.put({ x, y, attr: look(name), wrap: false, dx: 1, dy: 0 }, safe)
          x += safe.length
        }
      })
      buffer.draw({ delta: !isFirst })
    },
    enter: () => {
      isEntered = true
      buffer = null
      term.fullscreen(true)
      term.hideCursor()
      term.grabInput(true)
    },
    leave: () => {
      if (!isEntered) return
      isEntered = false
      term.grabInput(false)
      term.styleReset()
      term.hideCursor(false)
      term.fullscreen(false)
    },
  }
}
