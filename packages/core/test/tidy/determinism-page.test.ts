import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import type { ImpureCall } from '../../../adapters/src/purity/impure-call'
import { impureCalls } from '../../../adapters/src/purity/impure-calls'
import { root } from './source'

const page = readFileSync(path.join(root, 'docs', 'determinism.md'), 'utf8')

/** Files of this repository that a page names, in its text and by its links. */
const filesNamed = (text: string): ReadonlyArray<string> => {
  const quoted = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+|\.?[\w-]+(?:\.[\w-]+)*\.[cm]?js)`/g)]
  const linked = [...text.matchAll(/\]\(([\w./-]+)(?:#[\w-]+)?\)/g)]
  return [
    ...quoted.map(([, name = '']) => name),
    ...linked.map(([, name = '']) => path.join('docs', name)),
  ]
}

const missing = (text: string): ReadonlyArray<string> =>
  filesNamed(text).filter((name) => !existsSync(path.join(root, name)))

/** What the table of watched calls says: a kind, and the calls of it, some of them by a pattern. */
const rowsIn = (text: string) =>
  [...text.matchAll(/^\| (clock|dice|timer|locale|rounding) +\| (`.*?) *\|/gm)].map(
    ([, kind = '', calls = '']) => ({
      kind,
      patterns: [...calls.matchAll(/`([^`]+)`/g)].map(([, pattern = '']) => pattern),
    }),
  )

const isOf = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name)

/** Calls that the table leaves out, or lists under another kind; patterns that no call is of. */
const untrue = (text: string, calls: ReadonlyArray<ImpureCall>): ReadonlyArray<string> => {
  const rows = rowsIn(text)
  const untold = calls.filter(
    ({ name, kind }) =>
      !rows.some((row) => row.kind === kind && row.patterns.some((each) => isOf(each, name))),
  )
  const idle = rows.flatMap(({ kind, patterns }) =>
    patterns.filter((each) => !calls.some((call) => call.kind === kind && isOf(each, call.name))),
  )
  return [...untold.map(({ name }) => name), ...idle]
}

describe('docs/determinism.md', () => {
  it('names many files, and each of them exists', () => {
    expect(filesNamed(page).length).toBeGreaterThan(25)
    expect(missing(page)).toStrictEqual([])
  })

  it('is found out where a file that it names has moved', () => {
    const moved = page
      .replace('test/suite-guard.ts', 'test/old-guard.ts')
      .replace('`.ci/run`', '`.ci/walk`')
      .replace('eslint.config.mjs', 'eslint.setup.mjs')
      .replace('0001-keyed-draws.md', '0001-draws.md')
    expect([...missing(moved)].sort()).toStrictEqual([
      '.ci/walk',
      'docs/decisions/0001-draws.md',
      'eslint.setup.mjs',
      'packages/core/test/old-guard.ts',
    ])
  })

  it('lists every call that is watched under its kind, and nothing else', () => {
    expect(rowsIn(page)).toHaveLength(5)
    expect(untrue(page, impureCalls())).toStrictEqual([])
  })

  it('is found out where its list is not true', () => {
    const wrong = page.replace('`Math.random`', '`Math.dice`').replace('`Date.now`, ', '')
    expect(untrue(wrong, impureCalls())).toStrictEqual(['Date.now', 'Math.random', 'Math.dice'])
  })
})
