import { leftOver } from './comments'
import { says } from './planted'

describe('comments', () => {
  it.each([
    '// TODO later',
    'const a = 1 // FIXME',
    '/* XXX */',
    '// ------------ helpers',
    '/* ======= */',
    '// @ts-ignore',
    '// @ts-expect-error it is so',
    '// eslint-disable-next-line no-var',
    'const f = () => {\n  // TODO inside\n}',
    'const text = `${/* TODO */ 1}`',
  ])('do not say: %j', (text) => {
    expect(says(leftOver, text)).toHaveLength(1)
  })

  it.each(["const text = '// TODO'", 'const text = `// TODO ${1} // TODO`', '// units', 'a--'])(
    'are not what only looks like one: %j',
    (text) => {
      expect(says(leftOver, text)).toStrictEqual([])
    },
  )
})
