import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { runCli } from './run-cli'

const root = resolve(__dirname, '..', '..', '..')
const capture = 'examples/bot-with-goldens/captures/market.capture.gz'

describe('the program as it is run from its sources, npm run dev', () => {
  it('says what its bundle says, with a strategy in TypeScript too', () => {
    const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>
    }
    const [tsNode = '', main = ''] = (scripts['dev'] ?? '').split(' ')
    expect(tsNode).toBe('ts-node')
    const args = ['run', '--capture', capture, '--strategy', 'examples/join-the-touch.ts', '--json']
    const program = [require.resolve('ts-node/dist/bin'), main]
    const ran = spawnSync(process.execPath, [...program, ...args], { cwd: root, encoding: 'utf8' })
    const bundled = runCli(args, { cwd: root })
    expect({ code: ran.status, stdout: ran.stdout, stderr: ran.stderr }).toStrictEqual(bundled)
    expect(bundled.code).toBe(0)
  })
})
