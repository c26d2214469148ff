/** A command of the stepper: its word, the keys that say the same, and what it does. */
export type StepCommand = {
  readonly word: string
  /** What stands behind it: nothing, a count, or a text that is asked for. */
  readonly takes: '' | '[N]' | 'PLACE' | '[SYMBOL]' | '[ID]' | 'PATH' | 'COND' | 'N'
  /** As terminals name them; the first is the one to learn. */
  readonly keys: ReadonlyArray<string>
  readonly says: string
}

const command = (
  word: string,
  takes: StepCommand['takes'],
  keys: ReadonlyArray<string>,
  says: string,
): StepCommand => ({ word, takes, keys, says })

/** Every command, in the order of help. */
export const stepCommands = [
  command('forward', '[N]', ['l', 'j', 'RIGHT', 'DOWN', ' '], 'one line on, or N'),
  command('back', '[N]', ['h', 'k', 'LEFT', 'UP'], 'one line back, or N'),
  command('next-input', '[N]', ['i'], 'to the next line that came in'),
  command('prev-input', '[N]', ['I'], 'to the one before'),
  command('next-fill', '[N]', ['f'], 'to the next fill'),
  command('prev-fill', '[N]', ['F'], 'to the one before'),
  command('next-freeze', '[N]', ['z'], 'to where trading is next stopped or reduced'),
  command('prev-freeze', '[N]', ['Z'], 'to the one before'),
  command('next-denial', '[N]', ['d'], 'to the next denial by us or rejection by the venue'),
  command('prev-denial', '[N]', ['D'], 'to the one before'),
  command('next-symbol', '[N]', ['s'], 'to the next line about the symbol shown'),
  command('prev-symbol', '[N]', ['S'], 'to the one before'),
  command('next-order', '[N]', ['o'], 'to the next line about the order followed'),
  command('prev-order', '[N]', ['O'], 'to the one before'),
  command('continue', '[N]', ['c'], 'to the next line where a breakpoint strikes'),
  command('reverse-continue', '[N]', ['C'], 'to the one before'),
  command('goto', 'PLACE', [':'], 'to a line: 1234, or a time: @+30s, @2025-10-27T20:36:17Z'),
  command('first', '', ['g', 'HOME'], 'to the first line'),
  command('last', '', ['G', 'END'], 'to the last line'),
  command(
    'symbol',
    '[SYMBOL]',
    ['TAB'],
    'show this symbol, or the next one; * for that of the line',
  ),
  command('follow', '[ID]', ['v'], 'follow this order, or the one of the line'),
  command('watch', 'PATH', ['w'], 'show a place in the state, such as positions.BTCUSDT'),
  command('unwatch', 'PATH', ['W'], 'no longer, by its path or its number'),
  command(
    'break',
    'COND',
    ['b'],
    'set a breakpoint, such as type=OrderFilled state.totals.fills>=3',
  ),
  command('delete', 'N', ['B'], 'remove a breakpoint by its number'),
  command('why', '', ['ENTER'], 'what led to this line'),
  command('reproduce', '', ['y'], 'the commands that show the same from a shell'),
  command('show', '', ['CTRL_L'], 'show this line once more'),
  command('help', '', ['?'], 'all commands and keys'),
  command('quit', '', ['q', 'CTRL_C'], 'leave'),
] as const satisfies ReadonlyArray<StepCommand>

/** The word of a command. */
export type StepWord = (typeof stepCommands)[number]['word']

/** A key as people call it. */
export const keyText = (key: string): string => keyTexts[key] ?? key

const keyTexts: Readonly<Record<string, string>> = {
  RIGHT: '→',
  LEFT: '←',
  UP: '↑',
  DOWN: '↓',
  ' ': 'Space',
  HOME: 'Home',
  END: 'End',
  TAB: 'Tab',
  ENTER: 'Enter',
  CTRL_L: 'Ctrl-L',
  CTRL_C: 'Ctrl-C',
}
