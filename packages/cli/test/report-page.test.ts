import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { explainedUsual } from '../src/pages/write-report'
import { runCli } from './run-cli'
import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(join(root, 'docs', 'report.md'), 'utf8')
const folder = tempFolder()

const commands = [...page.matchAll(/```sh\nshadowtape (.+)\n```/g)].map(
  ([, command = '']) => command,
)

describe('docs/report.md', () => {
  it('names commands that write what they name', () => {
    expect(commands).toHaveLength(2)
    expect(page.match(/```/g)).toHaveLength(2 * commands.length)
    const journals = join(root, 'journals')
    mkdirSync(join(folder(), 'journals'))
    for (const [golden, name] of [
      ['market-maker-freeze', 'journals/demo'],
      ['exec-demo-freeze-dryrun', 'before'],
      ['exec-demo-normal-dryrun', 'after'],
    ] as const)
      copyFileSync(join(journals, `${golden}.jsonl`), join(folder(), `${name}.jsonl`))
    for (const command of commands) {
      const ran = runCli(command.split(' '), { cwd: folder() })
      expect([command, ran.code, ran.stderr]).toStrictEqual([command, 0, ''])
      expect(existsSync(join(folder(), command.split(' ').at(-1) ?? ''))).toBe(true)
    }
  })

  it('says how many freezes are told of, and shows the picture that README shows', () => {
    expect(page).toContain(`all of this is said (${String(explainedUsual)})`)
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('](docs/report.png)')
    expect(
      readFileSync(join(root, 'docs', 'report.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })
})
