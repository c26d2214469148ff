import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'

import { apiEnvsOf, environmentVariable, secretEnvironments } from '@shadowtape/adapters'

import { cliArguments } from './run-cli'
import { tempFolder } from './temp-folder'

const page = readFileSync(
  resolve(__dirname, '..', '..', '..', 'docs', 'SECRETS_OPERATIONS.md'),
  'utf8',
)
const folder = tempFolder()

describe('docs/SECRETS_OPERATIONS.md', () => {
  it('has commands that all work, one after the other', () => {
    for (const name of ['key', 'new-key'])
      writeFileSync(
        join(folder(), `${name}.txt`),
        `${name === 'key' ? 'K' : 'N'}FEJUGQEQPPHGOHGHM\n`,
      )
    for (const name of ['secret', 'new-secret'])
      writeFileSync(
        join(folder(), `${name}.txt`),
        `${name === 'secret' ? 'a' : 'b'}0123456789abcdefghijklmnopqrstuvwxy\n`,
      )
    const commands = [...page.matchAll(/^ *```sh\n([\s\S]*?)\n *```/gm)].flatMap(([, body = '']) =>
      body.split('\n').map((line) => line.trim()),
    )
    expect(commands).toHaveLength(11)
    for (const command of commands) {
      const [typed = '', file] = command.split(' < ')
      const ran = spawnSync(process.execPath, cliArguments(typed.split(' ').slice(1)), {
        env: { ...process.env, XDG_CONFIG_HOME: folder() },
        input: file === undefined ? '' : readFileSync(join(folder(), file)),
        encoding: 'utf8',
      })
      expect({ command, code: ran.status, stderr: ran.stderr }).toStrictEqual({
        command,
        code: 0,
        stderr: '',
      })
      expect(ran.stdout).not.toMatch(/FEJUGQEQPPHGOHGHM|0123456789abcdef/)
    }
  })

  it('says what each environment is for', () => {
    for (const environment of secretEnvironments) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${environment}\``)) ?? ''
      const named = [...(row.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name)
      expect(named).toStrictEqual(apiEnvsOf[environment])
    }
    expect(page).toContain(environmentVariable)
  })
})
