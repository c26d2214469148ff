import {
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { installedIn, lendPackages, needsPackages } from '../../src/bisections/node-modules'
import { tempFolder } from '../temp-folder'

const folder = tempFolder()

/** A checkout of a workspace with a package of its own, `@ours/core`. */
const checkout = (name: string, code: string): string => {
  const root = join(folder(), name)
  mkdirSync(join(root, 'packages', 'core'), { recursive: true })
  writeFileSync(join(root, 'packages', 'core', 'code.js'), code)
  writeFileSync(join(root, 'package.json'), '{ "workspaces": ["packages/*"] }')
  writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }')
  return root
}

const install = (root: string): void => {
  const modules = join(root, 'node_modules')
  for (const dir of ['tiny', '@theirs/big', '@ours', '.bin', '.cache'])
    mkdirSync(join(modules, dir), { recursive: true })
  writeFileSync(join(modules, '.package-lock.json'), '{}')
  writeFileSync(join(modules, 'tiny', 'index.js'), 'tiny')
  writeFileSync(join(modules, '@theirs/big/index.js'), 'big')
  symlinkSync('../../packages/core', join(modules, '@ours/core'))
  symlinkSync('../tiny/index.js', join(modules, '.bin/tiny'))
  mkdirSync(join(root, 'packages/core/node_modules/nested'), { recursive: true })
  writeFileSync(join(root, 'packages/core/node_modules/nested/index.js'), 'nested')
}

describe('packages that are lent to another checkout', () => {
  it('are those of the lender, but for what is its own', () => {
    const [from, to] = [checkout('from', 'old code'), checkout('to', 'new code')]
    install(from)
    lendPackages(from, to)
    const read = (path: string): string => readFileSync(join(to, 'node_modules', path), 'utf8')
    expect(['tiny/index.js', '@theirs/big/index.js', '.bin/tiny'].map(read)).toStrictEqual([
      'tiny',
      'big',
      'tiny',
    ])
    expect(read('@ours/core/code.js')).toBe('new code')
    expect(read('@ours/core/node_modules/nested/index.js')).toBe('nested')
    expect(readlinkSync(join(to, 'node_modules/tiny'))).toBe(join(from, 'node_modules/tiny'))
    expect(() => read('.cache')).toThrow()
  })

  it('are none where the checkout has some already', () => {
    const [from, to] = [checkout('from', ''), checkout('to', '')]
    install(from)
    mkdirSync(join(to, 'node_modules'))
    lendPackages(from, to)
    expect(() => realpathSync(join(to, 'node_modules/tiny'))).toThrow()
  })

  it('are known by the lock file that they were installed by', () => {
    const root = checkout('from', '')
    expect(installedIn(root)).toBeNull()
    install(root)
    expect(installedIn(root)).toStrictEqual({ root, lock: '{ "lockfileVersion": 3 }' })
  })

  it.each([
    ['{}', false],
    ['{ "dependencies": {} }', false],
    ['{ "dependencies": { "a": "1" } }', true],
    ['{ "devDependencies": { "a": "1" } }', true],
    ['no json', false],
  ])('are asked for by %s: %s', (manifest, wanted) => {
    writeFileSync(join(folder(), 'package.json'), manifest)
    expect(needsPackages(folder())).toBe(wanted)
  })
})
