import { deterministic } from './determinism'
import { escapesOf, untidy } from './escapes'
import { planted } from './planted'

describe('an escape', () => {
  const clean = 'const a = 1'
  const bad = 'const at = Date.now()'

  it.each([
    ['on the line itself', `${bad} // tidy-ok: it is a test`],
    ['on the line above', `// tidy-ok: it is a test\n${bad}`],
  ])('sets a rule aside %s', (_, text) => {
    expect(untidy(planted(text), [deterministic])).toStrictEqual([])
    expect(escapesOf(planted(text)).map(({ why }) => why)).toStrictEqual(['it is a test'])
  })

  it.each([
    ['two lines above', `// tidy-ok: far\n\n${bad}`, 2],
    ['on the line below', `${bad}\n// tidy-ok: late`, 2],
    ['without a reason', `// tidy-ok:\n${bad}`, 1],
    ['where nothing needs it', `// tidy-ok: for nothing\n${clean}`, 1],
    ['in a string', `const text = '// tidy-ok: x'; ${bad}`, 1],
  ])('does not work %s', (_, text, count) => {
    expect(untidy(planted(text), [deterministic])).toHaveLength(count)
  })
})
