/** Keys and what they do, as the help shows them. */
export const keyRows: ReadonlyArray<readonly [keys: string, does: string]> = [
  ['← →', 'line back, on (also h, l)'],
  ['⇧← ⇧→', 'input before, next (also I, i; ⇧ is Shift)'],
  ['F f', 'fill before, next fill'],
  ['D d', 'denial or rejection before, next'],
  ['Z z', 'freeze or reduction before, next'],
  ['g G', 'first, last line (also Home, End)'],
  ['Space', 'play, pause'],
  ['< >', 'slower, faster'],
  ['+ −', 'zoom in, out, where you stand'],
  ['0', 'show all'],
  ['/', 'filter the list of lines'],
  [':', 'go to a time or a line'],
  ['Enter', 'details of the line where you stand'],
  ['Esc', 'close what is open'],
  ['u', 'session time or UTC'],
  ['?', 'this help'],
]
