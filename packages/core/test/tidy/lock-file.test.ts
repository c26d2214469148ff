import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { root } from './source'

type Lock = { readonly packages: Record<string, { resolved?: string; integrity?: string }> }

const checkLock = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [path.join(root, 'scripts/check-lock.cjs'), ...args], {
    encoding: 'utf8',
  })

const ourLock = (): Lock =>
  JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock

describe('the lock file', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
  })

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  const checkPlanted = (resolved: string) => {
    const lock = ourLock()
    const jest = lock.packages['node_modules/jest']
    expect(jest).toBeDefined()
    lock.packages['node_modules/jest'] = { ...jest, resolved }
    const file = path.join(folder, 'package-lock.json')
    writeFileSync(file, JSON.stringify(lock))
    return checkLock(file)
  }

  it('names no download address', () => {
    expect(checkLock()).toMatchObject({ status: 0, stderr: '' })
  })

  it('pins the content of every package that comes from a registry', () => {
    const loose = Object.entries(ourLock().packages)
      .filter(([name]) => name.includes('node_modules/') && !name.includes('@shadowtape/'))
      .filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true)
    expect(loose).toStrictEqual([])
  })

  it.each([
    'https://packages.example/jest/-/jest-30.5.2.tgz',
    'http://10.0.0.7:4873/jest/-/jest-30.5.2.tgz',
    'git+ssh://git@git.example/jest.git#1234',
    'github:jestjs/jest#1234',
  ])('is refused where a package comes from %s', (address) => {
    expect(checkPlanted(address)).toMatchObject({
      status: 1,
      stderr: `node_modules/jest: ${address}\n`,
    })
  })

  it('may point at a package of this workspace', () => {
    expect(checkPlanted('packages/core')).toMatchObject({ status: 0 })
  })
})
