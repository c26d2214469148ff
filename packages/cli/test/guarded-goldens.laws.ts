import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

import { newSha256, whileImpureCallsAreWatched, zlibCrc } from '@shadowtape/adapters'
import type { SessionOpened, Strategy } from '@shadowtape/core'
import { foldOf, marketMaker, reExecution } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { goldensFolder } from '../../../scripts/golden-recipes'
import { strategyFor } from '../src/sessions/strategies'

const journalsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])(?!demo\.)[^\\/]*\.jsonl$/.test(file))
    .map((file) => join(folder, file))

const ours = (opened: SessionOpened): Strategy => {
  const found = strategyFor(opened)
  if (isLeft(found)) throw new Error(found.left.says)
  return found.right
}

/** Does something during which nobody in this process, core or not, may make an impure call. */
const purely = <T>(work: () => T): T =>
  whileImpureCallsAreWatched(({ name }) => {
    throw new Error(`${name} was called`)
  }, work)

const powers = (strategyOf: (opened: SessionOpened) => Strategy) => ({
  newHasher: newSha256,
  strategyFor: strategyOf,
  isEqual: (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0,
})

const journals = journalsIn(goldensFolder)

describe('while nothing may be asked of a clock, dice or the machine', () => {
  it('there is a golden of each kind, and of each older version', () => {
    expect(journals.length).toBeGreaterThan(10)
  })

  it.each(journals.map((path) => [relative(goldensFolder, path), path] as const))(
    '%s is re-executed byte for byte, and folds to the state it closed with',
    (_, path) => {
      const bytes = readFileSync(path)
      const replay = reExecution(powers(ours))
      const fold = foldOf(newSha256, ours, zlibCrc)
      const [stop, fault] = purely(() => [
        replay.block(bytes, 0, bytes.length) ?? replay.end(),
        fold.block(bytes, 0, bytes.length),
      ])
      expect([stop, fault]).toStrictEqual([null, null])
      expect(replay.linesEqual()).toBe(bytes.filter((byte) => byte === 10).length)
      expect(fold.found.closed).not.toBeNull()
    },
  )

  it('a market maker that looks at the clock is found at its first decision', () => {
    const bytes = readFileSync(join(goldensFolder, 'market-maker-freeze.jsonl'))
    const hurried: Strategy = {
      ...(marketMaker as unknown as Strategy),
      decide: (view, message) => (Date.now() > 0 ? marketMaker.decide(view as never, message) : []),
    }
    const replay = reExecution(powers(() => hurried))
    expect(purely(() => replay.block(bytes, 0, bytes.length))).toMatchObject({
      divergence: { line: 1, kind: 'crashed', says: 'Date.now was called' },
    })
  })
})
