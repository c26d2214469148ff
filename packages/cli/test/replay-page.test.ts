import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { runCli } from './run-cli'

const root = resolve(__dirname, '..', '..', '..')
const page = readFileSync(resolve(root, 'docs', 'replay.md'), 'utf8')

/** Each command of the page, and what the page says that it prints; `…` ends what is shown. */
const shown = [...page.matchAll(/```\n\$ shadowtape (.+)\n([^]*?)\n```\n/g)].map(
  ([, command = '', output = '']) => [command, output] as const,
)

describe('docs/replay.md', () => {
  it('shows all layers, and the venue taken at its word', () => {
    expect(shown.map(([command]) => command.split(' ').slice(2))).toStrictEqual([
      ['--layers', 'all'],
      ['--inputs', 'market,operator,timer,venue'],
    ])
  })

  it.each(shown)('says what %s prints', (command, output) => {
    const { code, stdout } = runCli(command.split(' '), { cwd: root })
    const [part = '', more] = output.split(/…$/)
    expect(more === undefined ? stdout : stdout.slice(0, part.length)).toBe(
      more === undefined ? `${output}\n` : part,
    )
    expect(code).toBe(0)
  })
})
