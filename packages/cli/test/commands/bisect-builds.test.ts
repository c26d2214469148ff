import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Patch } from '../support/built-engine'
import { bundleEngine, layOut, runEngine } from '../support/built-engine'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const bundle = join(dir, 'bundle.js')
const engine = join(dir, 'engine')
const journal = resolve(__dirname, '../../../../journals/market-maker-freeze.jsonl')

beforeAll(() => {
  layOut(bundleEngine(bundle), engine)
})

/** From the hundredth cancel on, a reducer counts them in another place as well. */
const hiddenPatch: Patch = [
  'totals.canceled += 1;',
  'totals.canceled += 1; if (totals.canceled > 99) totals.cancelRejected += 1;',
]
/** A build of before there was such a command. */
const oldPatch: Patch = ['newCommand("bisect"', 'newCommand("later"']

type Said = {
  readonly verdict: string
  readonly how: string
  readonly sides: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly parting: Readonly<Record<string, unknown>> | null
}

const bisect = async (checkout: string, other: string): Promise<{ code: number; said: Said }> => {
  const args = ['bisect', journal, '--against', other, '--json']
  const { code, stdout, stderr } = await runEngine(checkout, args, dir)
  if (stdout === '') throw new Error(stderr)
  return { code, said: JSON.parse(stdout) as Said }
}

const lines = readFileSync(journal, 'utf8').split('\n')
const hundredth = lines.flatMap((line, i) =>
  /"type":"OrderCanceled[@"]/.test(line) ? [i + 1] : [],
)[99]
const cameBefore = lines.slice(0, hundredth).findLastIndex((line) => line.includes('"cause":null'))

const apart = [{ path: 'totals.cancelRejected', one: 1, other: 0 }]

describe('shadowtape bisect --against another build', () => {
  it('names the first input after which a reducer keeps something else', async () => {
    const patched = layOut(bundle, join(dir, 'patched'), [hiddenPatch])
    const { code, said } = await bisect(patched, engine)
    expect([code, said.verdict, said.how]).toStrictEqual([4, 'parted', 'executed'])
    expect(said.parting).toMatchObject({ line: cameBefore + 1, changes: apart, said_line: null })
    expect(said.sides).toMatchObject([
      { name: 'this build', replay: 'diverged', field: 'stateDigest' },
      { name: engine, replay: 'equal', line: null },
    ])
  })

  it('asks one that is too old to say its states for what the lines fold to', async () => {
    const patched = layOut(bundle, join(dir, 'patched-again'), [hiddenPatch])
    const old = layOut(bundle, join(dir, 'old'), [oldPatch])
    const { code, said } = await bisect(patched, old)
    expect([code, said.verdict, said.how]).toStrictEqual([4, 'parted', 'folded'])
    expect(said.parting).toMatchObject({ by: 'line', line: hundredth, changes: apart })
  })

  it('finds nothing between two builds of the same sources', async () => {
    const { code, said } = await bisect(engine, layOut(bundle, join(dir, 'same')))
    expect([code, said.verdict, said.parting]).toStrictEqual([0, 'same', null])
  })

  it('finds nothing between them though both differ from the recording, and says that', async () => {
    const patched = layOut(bundle, join(dir, 'one'), [hiddenPatch])
    const same = layOut(bundle, join(dir, 'other'), [hiddenPatch])
    const { code, said } = await bisect(patched, same)
    expect([code, said.parting]).toStrictEqual([4, null])
    expect(said.sides.map(({ replay }) => replay)).toStrictEqual(['diverged', 'diverged'])
  })

  it('refuses one that is not built, and one that cannot replay the journal', async () => {
    const bare = join(dir, 'bare', 'packages', 'cli', 'bin')
    mkdirSync(bare, { recursive: true })
    writeFileSync(join(bare, 'shadowtape.cjs'), "require('../dist/main.js')\n")
    const run = (other: string) => runEngine(engine, ['bisect', journal, '--against', other], dir)
    const unbuilt = await run('./bare')
    expect([unbuilt.code, unbuilt.stderr]).toStrictEqual([
      2,
      'Error: --against: ./bare is not built; npm run prepare there builds it.\n',
    ])
    layOut(bundle, join(dir, 'foreign'), [['"shadowtape-journal"', '"another-journal"']])
    const foreign = await run('./foreign')
    expect([foreign.code, foreign.stderr]).toStrictEqual([
      5,
      expect.stringMatching(/^\.\/foreign cannot replay .*: its format is /),
    ])
  })
})
