import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

import { root } from './source'

type Manifest = {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
}

const textOf = (name: string): string => readFileSync(path.join(root, name), 'utf8')

/** `who name version` for everything a package.json asks of a registry. */
const declaredIn = (who: string, file: string): ReadonlyArray<string> => {
  const manifest = JSON.parse(textOf(file)) as Manifest
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([name]) => !name.startsWith('@shadowtape/'))
    .map(([name, version]) => `${who} ${name} ${version}`)
}

const declared = (): ReadonlyArray<string> => [
  ...declaredIn('workspace', 'package.json'),
  ...readdirSync(path.join(root, 'packages')).flatMap((name) =>
    declaredIn(name, `packages/${name}/package.json`),
  ),
]

/** `who name version` for every row of the page's tables. */
const told = (page: string): ReadonlyArray<string> =>
  page.split('\n').flatMap((line) => {
    const [, name, version, whose] = /^\| `([^`]+)` +\| (\S+) +\| ([^|]+?) +\|/.exec(line) ?? []
    return whose === undefined ? [] : whose.split(', ').map((who) => `${who} ${name} ${version}`)
  })

const inOrder = (rows: ReadonlyArray<string>) => [...rows].sort((a, b) => (a < b ? -1 : 1))

describe('docs/dependencies.md', () => {
  const page = textOf('docs/dependencies.md')

  it('has a row for every dependency, with its version and who declares it, and no other', () => {
    expect(inOrder(told(page))).toStrictEqual(inOrder(declared()))
  })

  it('gives each a reason', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'))
    const reasons = rows.map((row) => row.split('|')[4]?.trim() ?? '')
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.filter((reason) => !/\w{2,} .*\.$/.test(reason))).toStrictEqual([])
  })

  it('is read row by row, each version an exact one', () => {
    const row = '| `left-pad` | 1.3.0 | core, cli | It pads. |'
    expect(told(row)).toStrictEqual(['core left-pad 1.3.0', 'cli left-pad 1.3.0'])
    expect(told(page).filter((each) => !/ \d+\.\d+\.\d+$/.test(each))).toStrictEqual([])
  })
})
