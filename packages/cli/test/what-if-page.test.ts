import { cpSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { settings } from '../src/whatifs/setting'
import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(resolve(root, 'docs', 'what-if.md'), 'utf8')
const folder = tempFolder()

/** Each command of the page, and what the page says that it prints. */
const shown = [...page.matchAll(/```sh\nnpx shadowtape (.+)\n```\n\n```text\n([^]*?)```\n/g)].map(
  ([, command = '', output = '']) => [command, output] as const,
)

describe('docs/what-if.md', () => {
  it('says what its commands print, one after the other', () => {
    const journal = join('journals', 'market-maker-freeze.jsonl')
    cpSync(resolve(root, journal), join(folder(), journal))
    expect(page.match(/```sh/g)).toHaveLength(shown.length)
    expect(shown.length).toBeGreaterThan(3)
    for (const [command, output] of shown) {
      const ran = runCli(command.split(' '), { cwd: folder() })
      expect({ command, ...ran }).toStrictEqual({ command, code: 0, stderr: '', stdout: output })
    }
  })

  it('tells of every setting', () => {
    for (const name of Object.keys(settings)) expect(page).toContain(`\`${name}\``)
  })
})
