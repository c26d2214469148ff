import { floors, importsDownward } from './floors'
import { says } from './planted'

describe('the floors of core', () => {
  it.each([
    ['units/price.ts', "import { draw } from '../base/random'"],
    ['units/price.ts', "import { Scale } from './scale'"],
    ['events/entry.ts', "import type { Command } from '../commands/command'"],
    ['index.ts', "export { step } from './engine/step'"],
  ])('let %s say: %j', (file, text) => {
    expect(says(importsDownward, text, file)).toStrictEqual([])
  })

  it.each([
    ['base/random.ts', "import { Price } from '../units/price'", 'imports upward, from units'],
    [
      'commands/command.ts',
      "import type { E } from '../events/event'",
      'imports upward, from events',
    ],
    ['state/risk.ts', "export { crc32 } from '../journal/crc32'", 'imports upward, from journal'],
    ['state/risk.ts', "type S = import('../engine/step').Engine", 'imports upward, from engine'],
    ['journal/tape.ts', "const s = import('../engine/step')", 'imports upward, from engine'],
    ['engine/step.ts', "import { step } from '..'", 'imports .., which is on no floor'],
    ['engine/step.ts', "import { x } from '../index'", 'imports ../index, which is on no floor'],
    ['attic/x.ts', 'const x = 1', 'attic is no floor of core'],
  ])('do not let %s say: %j', (file, text, expected) => {
    expect(says(importsDownward, text, file)).toStrictEqual([expected])
  })

  it('hold every pair of floors apart, one way', () => {
    const upward = floors.flatMap((own) =>
      floors.filter(
        (other) => says(importsDownward, `import '../${other}/x'`, `${own}/y.ts`).length > 0,
      ),
    )
    expect(upward).toHaveLength((floors.length * (floors.length - 1)) / 2)
  })
})
