import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { frameRows } from '../../src/steps/screen/frame'
import { plainRow } from '../../src/steps/screen/span'
import { keysText } from '../../src/steps/help-rows'
import { stepCommands } from '../../src/steps/step-commands'
import { cliArguments } from '../run-cli'
import { frameOf, stepperAt, told } from '../support/stepped'

const root = resolve(__dirname, '..', '..', '..', '..')
const page = readFileSync(join(root, 'docs', 'step.md'), 'utf8')

/** What is piped in, the arguments, and what the page says that comes of it. */
const shown = [
  ...page.matchAll(/```sh\nprintf '(.+)' \| npx shadowtape (.+)\n```\n\n```text\n([^]*?)```\n/g),
].map(
  ([, typed = '', args = '', output = '']) =>
    [typed.replaceAll('\\n', '\n'), args, output] as const,
)

describe('docs/step.md', () => {
  it('shows scripts and what they print', () => {
    expect(shown).toHaveLength(2)
  })

  it.each(shown)('says what %j gives for %s', (input, args, output) => {
    const ran = spawnSync(process.execPath, cliArguments(args.split(' ')), {
      ...{ cwd: root, input, encoding: 'utf8' },
    })
    expect([ran.status, ran.stderr, ran.stdout]).toStrictEqual([0, '', output])
  })

  it('has a row for each command, with its keys, and no other', () => {
    const rows = page.split('\n').flatMap((row) => {
      const [, keys, command, says] = /^\| `(.+?)` +\| `(.+?)` +\| (.+?) +\|$/.exec(row) ?? []
      return command === undefined ? [] : [[keys, command, says]]
    })
    expect(rows).toStrictEqual(
      stepCommands.map((command) => [
        keysText(command),
        `${command.word} ${command.takes}`.trim(),
        command.says,
      ]),
    )
  })

  it('shows the screen as it is', async () => {
    const stepper = await stepperAt(join(root, 'journals', 'market-maker-freeze.jsonl'))
    told(stepper, 'next-freeze')
    const screen = frameRows(frameOf(stepper, 80), { columns: 80, rows: 24 })
    const text = screen.map((row) => plainRow(row).trimEnd()).join('\n')
    expect(page).toContain(`\`\`\`text\n${text}\n\`\`\`\n`)
  })
})
