import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { runCli } from './run-cli'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(resolve(root, 'docs', 'after-a-freeze.md'), 'utf8')

/** Each command of the page, and what the page says that it prints. */
const shown = [...page.matchAll(/```sh\nnpx shadowtape (.+)\n```\n\n```text\n([^]*?)```\n/g)].map(
  ([, command = '', output = '']) => [command, output] as const,
)

describe('docs/after-a-freeze.md', () => {
  it('shows a command for each of its questions', () => {
    expect(shown.map(([command]) => command.split(' ')[0])).toStrictEqual([
      ...['freeze', 'why', 'order', 'state', 'state', 'whatif'],
    ])
    expect(page.match(/```sh/g)).toHaveLength(shown.length)
  })

  it.each(shown)('says what %s prints', (command, output) => {
    const ran = runCli(command.split(' '), { cwd: root })
    expect(ran).toStrictEqual({ code: 0, stderr: '', stdout: output })
  })
})
