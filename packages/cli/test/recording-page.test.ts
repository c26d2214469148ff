import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { program } from '../src/program'
import { marketServer } from './recordings/market-server'
import { recordingOf } from './recordings/recording'
import { cliArguments } from './run-cli'
import { tempFolder } from './temp-folder'

const page = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'recording.md'), 'utf8')
const folder = tempFolder()

/** The commands of the page, in their order. */
const commands = [...page.matchAll(/```sh\n([^`]+)```/g)].flatMap(([, block = '']) =>
  block.trimEnd().split('\n'),
)

describe('docs/recording.md', () => {
  it('has commands that work, those of the network against a server on this machine', async () => {
    const server = await marketServer()
    expect(commands).toHaveLength(3)
    for (const command of commands) {
      const args = command.replace(/^shadowtape /, '')
      const here = args.startsWith('record') ? ` --url ${server.url} --duration 2` : ''
      const typed = `exec "$0" ${cliArguments([]).join(' ')} ${args}${here}`
      const child = spawn('sh', ['-c', typed, process.execPath], { cwd: folder() })
      const { code, stderr } = await recordingOf(child).ended
      expect({ command, code, stderr }).toStrictEqual({ command, code: 0, stderr })
    }
    await server.stop()
    const replay = ['-c', 'exec "$0" "$@"', process.execPath, ...cliArguments(['replay'])]
    const replayed = spawnSync('sh', [...replay, 'session.jsonl'], { cwd: folder() })
    expect([replayed.status, replayed.stdout.toString()]).toStrictEqual([
      0,
      expect.stringContaining('byte for byte'),
    ])
  })

  it('tells of every option that record has', () => {
    const record = program(() => undefined).commands.find((each) => each.name() === 'record')
    const options = record?.options.map(({ long }) => long ?? '') ?? []
    expect(options).toContain('--roll-bytes')
    for (const option of options.filter((each) => each !== '--version')) {
      expect(page).toContain(`\`${option}`)
    }
  })
})
