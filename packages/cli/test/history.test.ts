import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { historyFolder, journalsIn } from './support/history'
import { runCli } from './support/run-cli'
import { tempDir } from './support/temp-dir'

const dir = tempDir()

describe.each(journalsIn(historyFolder))('journals/history/%s/%s', (version, file) => {
  const path = join(historyFolder, version, file)

  it('was recorded by that version', () => {
    const [header = ''] = readFileSync(path, 'utf8').split('\n')
    expect(JSON.parse(header)).toMatchObject({ engineVersion: version })
  })

  it('verifies', async () => {
    const { code, stdout, stderr } = await runCli(['verify', path])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('sound')
  })

  it('folds to the state that it closed with', async () => {
    const { code, stdout, stderr } = await runCli(['replay', path, '--fold'])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('folds to the state it closed with')
  })

  it('re-executes byte for byte', async () => {
    const again = join(dir, `${version}-${file}`)
    const { code, stdout, stderr } = await runCli(['replay', path, '--out', again])
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('replays byte for byte')
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true)
  })
})

describe('the history', () => {
  it('must not be empty, and no version of it either', () => {
    const folder = join(dir, 'history')
    expect(() => journalsIn(folder)).toThrow('has no version')
    mkdirSync(join(folder, '9.9.9'), { recursive: true })
    writeFileSync(join(folder, '9.9.9', 'README.md'), '')
    expect(() => journalsIn(folder)).toThrow('9.9.9 has no journal')
  })
})
