import { hiddenLine } from '../../src/shell/secret-input'

const typed = (...keys: ReadonlyArray<string>) => {
  const line = hiddenLine()
  const states = keys.map((key) => line.hear(key))
  return { state: states.at(-1), text: line.text() }
}

describe('a line that is typed without being shown', () => {
  it.each([
    ['ends at Enter', ['a', 'b', '\r'], { state: 'done', text: 'ab' }],
    ['goes on until then', ['ab'], { state: 'typing', text: 'ab' }],
    ['loses its last character', ['a€\u007f\bb\r'], { state: 'done', text: 'b' }],
    ['begins anew', ['abc\u0015d\r'], { state: 'done', text: 'd' }],
    ['is given up by Ctrl-C', ['abc', '\u0003'], { state: 'given up', text: 'abc' }],
    ['is given up by Ctrl-D', ['\u0004'], { state: 'given up', text: '' }],
    [
      'has nothing of what a terminal puts around a paste, or of arrow keys',
      ['\u001b[200~ab\u001b[201~', '\u001b[A\r'],
      { state: 'done', text: 'ab' },
    ],
    [
      'goes on to the foot of a PEM',
      ['-----BEGIN PRIVATE KEY-----\rMIIE\r', '-----END PRIVATE KEY-----\r'],
      { state: 'done', text: '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----' },
    ],
    ['is given up where it has no end', ['x'.repeat(70_000)], { state: 'given up' }],
  ] as const)('%s', (_, keys, expected) => {
    expect(typed(...keys)).toMatchObject(expected)
  })
})
