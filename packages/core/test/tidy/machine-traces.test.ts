import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { machineTraces } from './machine-traces'
import { root } from './source'

/** The host that npm is set to install from here, which no file may know. */
const registryHost = (): string => {
  const set = process.env['npm_config_registry'] ?? ''
  return set === '' ? '' : new URL(set).hostname
}

const isLoopback = (host: string): boolean => ['', 'localhost', '127.0.0.1'].includes(host)

/** What git tracks, and what it would with the next `git add`. */
const trackedFiles = (): ReadonlyArray<string> =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((name) => name !== '' && existsSync(path.join(root, name)))

const textOf = (name: string): string => {
  const bytes = readFileSync(path.join(root, name))
  return bytes.includes(0) ? '' : bytes.toString('utf8')
}

describe('tracked files', () => {
  it('name no registry host and no path of a machine', () => {
    const hosts = [registryHost()].filter((host) => !isLoopback(host))
    const files = trackedFiles()
    expect(files).toContain('package-lock.json')
    const found = files.flatMap((name) =>
      machineTraces(textOf(name), hosts).map((trace) => `${name}:${trace}`),
    )
    expect(found).toStrictEqual([])
  })
})

describe('a trace of a machine', () => {
  // put together here, so that this file bears none itself
  const inFolder = (folder: string): string => ['', folder, 'someone', 'x.ts'].join('/')
  const registry = ['registry', 'npmjs', 'org'].join('.')

  it.each(['work', 'farm', 'home', 'Users', 'root'])('is a path under /%s', (folder) => {
    expect(machineTraces(`see "${inFolder(folder)}"`, [])).toStrictEqual([`1: /${folder}/someone`])
  })

  it('is the name of a registry, and the host npm is set to', () => {
    const text = `one\nhttps://${registry}/jest\nhttp://mirror.internal:4873/`
    expect(machineTraces(text, ['mirror.internal'])).toStrictEqual([
      `2: ${registry}`,
      '3: mirror.internal',
    ])
  })

  it.each([
    'packages/core/work/x.ts',
    './home/x',
    'https://eslint.org/docs/root',
    'a /work of art',
  ])('is not: %s', (text) => {
    expect(machineTraces(text, [])).toStrictEqual([])
  })
})
