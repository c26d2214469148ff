import { revisionsOf } from '../../src/bisections/repository'

describe('a range of commits', () => {
  it.each([
    ['v1..v2', ['v1', 'v2']],
    ['HEAD~20..', ['HEAD~20', 'HEAD']],
    ['release/1.0..main', ['release/1.0', 'main']],
    ['v1.2..v1.3', ['v1.2', 'v1.3']],
  ])('is %s', (text, revisions) => {
    expect(revisionsOf(text)).toStrictEqual(revisions)
  })

  it.each(['', '..', '..main', 'main', 'a...b', 'a..b..c', '--upload-pack=x..main', 'a..--all'])(
    'is not %j',
    (text) => {
      expect(revisionsOf(text)).toBeNull()
    },
  )
})
