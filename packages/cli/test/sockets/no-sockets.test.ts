import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { floorKeys, openFloor } from '../live/trading-floor'
import { cliArguments, runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'
import type { Surroundings } from './watched'
import { runWatched } from './watched'

const folder = tempFolder()
const root = resolve(__dirname, '..', '..', '..', '..')
const capture = join(root, 'examples/bot-with-goldens/captures/market.capture.gz')
const keys = { BYBIT_API_KEY: floorKeys.apiKey, BYBIT_API_SECRET: floorKeys.secret }

type Typed = Surroundings & {
  readonly args: ReadonlyArray<string>
  /** Commands that were run before. */
  readonly after?: ReadonlyArray<ReadonlyArray<string>>
}

const recorded = ['run', '--capture', capture, '--journal', 'j.jsonl']

const secrets = (action: string, ...more: ReadonlyArray<string>): Typed => ({
  args: ['secrets', action, ...more, '--env', 'testnet', '--file', 'own/secrets.json'],
  input: floorKeys.secret,
})

/** What never opens the network, whatever is typed. */
const dry: Readonly<Record<string, Typed>> = {
  demo: { args: ['demo', '--journal', 'demo.jsonl'] },
  run: { args: ['run', '--capture', capture, '--journal', 'run/'] },
  'run, with a strategy in TypeScript': {
    args: ['run', '--capture', capture, '--strategy', join(root, 'examples/join-the-touch.ts')],
  },
  'exec-demo': {
    args: ['exec-demo', '--shadow', '--exchange', 'bybit', '--mode', 'dryrun', '--iterations', '9'],
  },
  'risk-monitor': { args: ['risk-monitor', '--demo'] },
  'golden check': {
    args: ['golden', 'check'],
    after: [recorded, ['golden', 'add', 'one', '--from', 'j.jsonl']],
  },
  replay: { args: ['replay', 'j.jsonl'], after: [recorded] },
  'whatif, in threads': {
    args: ['whatif', 'j.jsonl', '--set', 'session.seed=1..2:1', '--jobs', '2'],
    after: [recorded],
  },
  verify: { args: ['verify', 'j.jsonl'], after: [recorded] },
  export: { args: ['export', 'j.jsonl', '--to', 'csv', '--out', 't'], after: [recorded] },
  'secrets save': secrets('save', 'api_secret'),
  'secrets list': secrets('list'),
  'secrets validate, of variables': {
    args: ['secrets', 'validate', '--env', 'testnet', '--backend', 'env'],
  },
}

const symbols = ['--symbols', 'BTCUSDT']
const recording = ['record', ...symbols, '--out', 'out']
const shadow = ['shadow', ...symbols, '--journal', 's.jsonl']
const live = ['run', '--live', ...symbols, '--journal', 'live/']
const mainnet = [...live, '--network', '--mainnet']
const enabled = { SHADOWTAPE_LIVE_ENABLE: '1' }
const noFlag = 'nothing is sent without --network'
const noPlace = '--network needs one of --testnet, --demo, --mainnet'

/** What would open it, were it not for what is missing; and what is said of that. */
const refused: Readonly<Record<string, Typed & { readonly says: string; readonly code?: 1 }>> = {
  'record without flags': { args: recording, says: noFlag },
  'record without --network': { args: [...recording, '--mainnet'], says: noFlag },
  'record without an environment': { args: [...recording, '--network'], says: noPlace },
  'record of two environments': {
    args: [...recording, '--network', '--testnet', '--mainnet'],
    says: '--testnet and --mainnet were given',
  },
  'record elsewhere': {
    args: [...recording, '--network', '--testnet', '--url', 'http://192.0.2.1'],
    says: '192.0.2.1 is not this machine',
  },
  'record at a name that only begins like this machine': {
    args: [...recording, '--network', '--testnet', '--url', 'http://localhost.invalid'],
    says: 'localhost.invalid is not this machine',
  },
  'record at loopback, without --network': {
    args: [...recording, '--testnet', '--url', 'http://127.0.0.1:1'],
    says: noFlag,
  },
  'shadow without flags': { args: shadow, says: noFlag },
  'shadow without --network': { args: [...shadow, '--testnet'], says: noFlag },
  'shadow without an environment': { args: [...shadow, '--network'], says: noPlace },
  'run --live without flags': { args: live, says: noFlag },
  'run --live without --network': { args: [...live, '--mainnet', '--yes'], says: noFlag },
  'run --live without an environment': { args: [...live, '--network', '--yes'], says: noPlace },
  'run --live with --keys aws, without --network': {
    args: [...live, '--testnet', '--keys', 'aws', '--keys-region', 'eu-west-1'],
    says: noFlag,
  },
  'run --network without --live': {
    args: ['run', '--capture', capture, '--network', '--testnet'],
    says: '--live',
  },
  'real orders on mainnet, without the variable': {
    args: [...mainnet, '--yes'],
    says: 'need SHADOWTAPE_LIVE_ENABLE=1',
  },
  'real orders on mainnet, with another value of it': {
    args: [...mainnet, '--yes'],
    variables: { SHADOWTAPE_LIVE_ENABLE: 'true' },
    says: 'need SHADOWTAPE_LIVE_ENABLE=1',
  },
  'real orders on mainnet that nobody confirms': {
    args: mainnet,
    input: 'mainnet\n',
    variables: enabled,
    says: 'need a person who confirms, or --yes',
  },
  'real orders without a journal': {
    args: ['run', '--live', ...symbols, '--network', '--mainnet', '--yes'],
    variables: enabled,
    says: '--live needs --journal',
  },
  'real orders with another fsync than barrier': {
    args: [...mainnet, '--yes', '--fsync', 'none'],
    variables: enabled,
    says: '--live needs --fsync barrier',
  },
  'real orders without keys': {
    args: [...live, '--network', '--testnet'],
    variables: { BYBIT_API_KEY: '', BYBIT_API_SECRET: '' },
    says: 'there is no mm-bot/testnet/bybit/api_key',
    code: 1,
  },
  "real orders with another environment's keys": {
    args: [...mainnet, '--yes', '--keys-env', 'testnet'],
    variables: enabled,
    says: 'keys of testnet are not for mainnet',
  },
}

const run = ({ args, after = [], variables, ...where }: Typed) => {
  for (const before of after) expect(runCli(before, { cwd: folder() }).code).toBe(0)
  return runWatched(folder(), cliArguments(args), {
    ...where,
    variables: { ...keys, ...variables },
  })
}

describe('a dry run, watched where Node asks for sockets and names', () => {
  it.each(Object.keys(dry))('asks for none: %s', async (name) => {
    const ran = await run(dry[name] ?? { args: [] })
    expect([ran.code, ran.attempts]).toStrictEqual([0, []])
    expect(ran.watching).toBeGreaterThanOrEqual(name === 'whatif, in threads' ? 3 : 1)
  })

  it('asks for none: a client as a library, over the whole port', async () => {
    const ran = await runWatched(folder(), [join(root, 'scripts/dry-run-client.cjs')])
    expect([ran.code, ran.stderr, ran.attempts]).toStrictEqual([0, '', []])
    expect(ran.stdout).toContain('mainnet: 15 kinds of call were answered in the process')
  })
})

describe('a command that lacks a word for the network', () => {
  it.each(Object.keys(refused))('says so before any socket: %s', async (name) => {
    const { says, code = 2, ...typed } = refused[name] ?? { says: '', args: [] }
    const ran = await run(typed)
    expect([ran.code, ran.attempts, ran.watching]).toStrictEqual([code, [], 1])
    expect(ran.stderr).toContain(says)
  })

  it.each(['network: true', 'mainnet: true', 'url: http://127.0.0.1:1', 'live: true'])(
    'does not take it of a file: %s',
    async (line) => {
      writeFileSync(join(folder(), 'c.yaml'), `${line}\n`)
      const ran = await run({ args: [...shadow, '--config', 'c.yaml'] })
      expect([ran.code, ran.attempts]).toStrictEqual([2, []])
    },
  )
})

describe('a command at a server on loopback', () => {
  const online: Readonly<Record<string, Typed>> = {
    record: { args: [...recording, '--network', '--testnet'] },
    shadow: { args: [...shadow, '--network', '--mainnet'] },
    'run --live on testnet': { args: [...live, '--network', '--testnet'] },
    'run --live on mainnet': { args: [...mainnet, '--yes'], variables: enabled },
  }

  it.each(Object.keys(online))('connects to it, and asks for nothing else: %s', async (name) => {
    const floor = await openFloor()
    const { args, ...rest } = online[name] ?? { args: [] }
    const ran = await run({ args: [...args, '--url', floor.url, '--duration', '2'], ...rest })
    await floor.close()
    const made = new Set(['TCPWRAP', 'TCPCONNECTWRAP'])
    const connections = ran.attempts.filter(({ kind }) => kind === 'TCPCONNECTWRAP')
    expect(ran.attempts.filter(({ kind }) => !made.has(kind))).toStrictEqual([])
    expect(new Set(connections.map(({ to, port }) => `${to ?? ''}:${port ?? 0}`))).toStrictEqual(
      new Set([`127.0.0.1:${floor.server.port}`]),
    )
    expect([0, 3]).toContain(ran.code)
  })
})
