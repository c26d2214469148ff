import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openFloor, startLive } from './live/trading-floor'
import { runCli } from './run-cli'
import { startOf } from './support/page-commands'
import { viewed } from './support/viewed'
import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks = (language: string): ReadonlyArray<string> =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``, 'g'))].map(
    ([, body]) => body ?? '',
  )
const folder = tempFolder()

describe('the README', () => {
  it('begins with the command that sets up and runs, and the one that tests', () => {
    expect(blocks('sh').slice(0, 2)).toStrictEqual([
      'npm ci && npx shadowtape demo',
      'npm ci && npm test',
    ])
  })

  it('shows what the demo really prints', () => {
    mkdirSync(join(folder(), 'journals'))
    const ran = runCli(['demo'], { cwd: folder() })
    expect(ran.stdout.trimEnd()).toBe(blocks('text')[0])
    expect(ran.code).toBe(0)
  })

  it('explains five lines of a golden journal', () => {
    const golden = readFileSync(join(root, 'journals', 'exec-demo-freeze-shadow.jsonl'), 'utf8')
    const lines = (blocks('json')[0] ?? '').split('\n')
    expect(lines).toHaveLength(5)
    expect(golden.split('\n')).toEqual(expect.arrayContaining(lines))
  })

  it('names commands that all work, one after the other', async () => {
    const commands = (blocks('sh')[2] ?? '').split('\n')
    expect(commands).toHaveLength(24)
    mkdirSync(join(folder(), 'journals'))
    for (const command of commands) {
      const args = command.split(' ').slice(2)
      const ran =
        args[0] === 'view' ? await viewed(args, folder()) : runCli(args, { cwd: folder() })
      expect({ command, code: ran.code, stderr: ran.stderr }).toStrictEqual({
        command,
        code: 0,
        stderr: expect.any(String) as string,
      })
    }
    const [first, again] = ['session.jsonl', 'again.jsonl'].map((name) =>
      readFileSync(join(folder(), name)),
    )
    expect(again?.equals(first ?? Buffer.alloc(0))).toBe(true)
  })

  it('names commands of the network that work, against a server on this machine', async () => {
    const commands = (blocks('sh')[3] ?? '').split('\n')
    expect(commands).toHaveLength(3)
    const floor = await openFloor()
    for (const command of commands) {
      const { args, variables } = startOf(command.replace(/--obs$/, '--obs 0'))
      const here = ['--url', floor.url, '--duration', '2']
      const { code, stderr } = await startLive(folder(), [...args, ...here], variables).ended
      expect({ command, code, stderr }).toStrictEqual({ command, code: 0, stderr })
    }
    await floor.close()
  })
})
