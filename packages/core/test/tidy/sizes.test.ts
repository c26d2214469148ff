import { fitsThePage } from './sizes'
import { says } from './planted'

describe('the page', () => {
  const lines = (count: number) => Array.from({ length: count }, () => 'f()').join('\n')

  it.each([
    ['a file of 251 lines', lines(251), ['a file of more than 250 lines']],
    ['a file of 250 lines', `${lines(250)}\n`, []],
    ['a line of 101 columns', `'${'x'.repeat(99)}'`, ['a line of more than 100 columns']],
    ['a line of 100 columns', `'${'x'.repeat(98)}'`, []],
    [
      'a function of 71 lines',
      `function g() {\n${lines(69)}\n}`,
      ['a function of more than 70 lines'],
    ],
    [
      'an arrow of 71 lines',
      `const g = () => {\n${lines(69)}\n}`,
      ['a function of more than 70 lines'],
    ],
    [
      'a method of 71 lines',
      `const o = { g() {\n${lines(69)}\n} }`,
      ['a function of more than 70 lines'],
    ],
    ['a function of 70 lines', `/**\n * Told.\n */\nfunction g() {\n${lines(68)}\n}`, []],
  ])('measures %s', (_, text, expected) => {
    expect(says(fitsThePage, text)).toStrictEqual(expected)
  })
})
