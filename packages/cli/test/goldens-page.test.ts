import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { cliArguments } from './run-cli'
import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(resolve(root, 'docs', 'goldens.md'), 'utf8')
const folder = tempFolder()

/** Each command of the page, and what the page says that it prints. */
const shown = [...page.matchAll(/```sh\n(.+)\n```\n(?:\n```text\n([^]*?)```\n)?/g)].map(
  ([, command = '', output = '']) => [command, output] as const,
)

describe('docs/goldens.md', () => {
  it('says what its commands print, one after the other, in the example project', () => {
    cpSync(resolve(root, 'examples', 'bot-with-goldens'), folder(), { recursive: true })
    const program = cliArguments([]).map((part) => `'${part}'`)
    const npx = `npx() { shift; '${process.execPath}' ${program.join(' ')} "$@"; }`
    expect(shown.length).toBeGreaterThan(6)
    for (const [command, output] of shown) {
      const ran = spawnSync('bash', ['-c', `${npx}\nexec 2>&1\n${command}`], {
        cwd: folder(),
        encoding: 'utf8',
        env: { ...process.env, CI: '' },
      })
      expect({ command, output: ran.stdout }).toStrictEqual({ command, output })
    }
  })

  it('shows a case, a test and a command for each that it promises', () => {
    const languages = [...page.matchAll(/^```([a-z]+)$/gm)].map(([, language]) => language)
    expect(languages).toEqual(expect.arrayContaining(['sh', 'text', 'yaml', 'ts']))
    expect(page.match(/```sh/g)).toHaveLength(shown.length)
  })
})
