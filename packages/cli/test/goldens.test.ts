import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { newSha256, readBlocks } from '@shadowtape/adapters'
import type { SessionOpened, Strategy } from '@shadowtape/core'
import { foldOf, invariant, marketMaker, reExecution, twoSided } from '@shadowtape/core'
import { isRight } from 'fp-ts/Either'

import {
  commandOf,
  differenceOf,
  goldenRecipes,
  goldensFolder,
  makeGolden,
  orphansIn,
} from '../../../scripts/golden-recipes'
import { tempFolder } from './temp-folder'

const folder = tempFolder()

const strategyFor = (opened: SessionOpened): Strategy => {
  const found = [twoSided, marketMaker].find(({ name }) => name === opened.strategy)
  invariant(found !== undefined, `no golden runs ${opened.strategy}`)
  return found
}

const kept = readdirSync(goldensFolder).filter(
  (file) => file.endsWith('.jsonl') && !file.startsWith('demo'),
)

describe.each(kept)('journals/%s', (file) => {
  const path = join(goldensFolder, file)

  it('replays byte for byte', () => {
    const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
    const replay = reExecution({ newHasher: newSha256, strategyFor, isEqual })
    const read = readBlocks(path, (b, start, end) => {
      expect(replay.block(b, start, end)).toBeNull()
      return 'go on'
    })
    expect(isRight(read)).toBe(true)
    expect(replay.end()).toBeNull()
    expect(replay.linesEqual()).toBe(linesOf(path).length)
  })

  it('is sealed and closed, and folds to the state its close names', () => {
    const fold = foldOf(newSha256, strategyFor)
    readBlocks(path, (b, start, end) => {
      expect(fold.block(b, start, end)).toBeNull()
      return 'go on'
    })
    const closed = JSON.parse(linesOf(path).at(-1) ?? '{}') as Record<string, unknown>
    expect(closed['type']).toBe('SessionClosed')
    expect(closed['lines']).toBe(linesOf(path).length)
    expect(fold.state.totals.inputs).toBe(closed['inputs'])
  })
})

describe('the goldens', () => {
  it.each(goldenRecipes)('$file is what its recipe makes', async (recipe) => {
    await makeGolden(recipe, folder())
    const { file } = recipe
    expect(differenceOf(file, join(goldensFolder, file), join(folder(), file))).toBeNull()
  })

  it('each have a recipe', () => {
    expect(orphansIn(goldensFolder)).toStrictEqual([])
    writeFileSync(join(folder(), 'stray.jsonl'), '')
    expect(orphansIn(folder())).toStrictEqual(['stray.jsonl'])
  })

  it('name the first line that differs', () => {
    const [was, is] = ['was', 'is'].map((name) => join(folder(), name)) as [string, string]
    writeFileSync(was, 'one\ntwo\nthree\n')
    writeFileSync(is, 'one\n2\nthree\n')
    expect(differenceOf('x.jsonl', was, is)).toBe(
      'x.jsonl: line 2 is not what the recipe makes\n  kept: two\n  made: 2',
    )
    writeFileSync(is, 'one\ntwo\nthree\nfour\n')
    expect(differenceOf('x.jsonl', was, is)).toContain('line 4')
    writeFileSync(is, 'one\ntwo\n')
    expect(differenceOf('x.jsonl', was, is)).toContain('line 3')
    expect(differenceOf('x.jsonl', join(folder(), 'none'), is)).toContain('it is not in')
  })

  it('are small', () => {
    const bytes = kept.reduce((sum, file) => sum + statSync(join(goldensFolder, file)).size, 0)
    expect(bytes).toBeLessThan(1_500_000)
  })

  it('are told of in their README, with the command that makes each', () => {
    const readme = readFileSync(join(goldensFolder, 'README.md'), 'utf8')
    for (const recipe of goldenRecipes) {
      expect(readme).toContain(`| \`${recipe.file}\` |`)
      expect(readme).toContain(`\n${commandOf(recipe)}\n`)
    }
  })

  it('hold the lines that their README explains', () => {
    const readme = readFileSync(join(goldensFolder, 'README.md'), 'utf8')
    const shown = readme.split('\n').filter((line) => line.startsWith('{"seq":'))
    const lines = linesOf(join(goldensFolder, 'market-maker-freeze.jsonl')).map((line) =>
      line.replace(/,"crc":"[0-9a-f]{8}"\}$/, '}'),
    )
    expect(shown).toHaveLength(5)
    expect(shown.filter((line) => !lines.includes(line))).toStrictEqual([])
  })
})

const linesOf = (path: string): ReadonlyArray<string> =>
  readFileSync(path, 'utf8').trimEnd().split('\n')
