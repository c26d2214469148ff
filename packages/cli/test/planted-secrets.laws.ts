import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'

import { cliArguments } from './run-cli'
import { tempFolder } from './temp-folder'

const folder = tempFolder()

type Planted = { readonly args: ReadonlyArray<string>; readonly input?: string }

const given = (name: string, text: string): string => {
  const path = join(folder(), name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
const strategy = (body: string): string =>
  given(
    'planted.cjs',
    `exports.strategy = { name: 'planted', initial: () => 0, evolve() {}, decide: () => [] };\n${body}`,
  )
const run = (path: string): ReadonlyArray<string> => [
  'run',
  '--capture',
  'none',
  '--strategy',
  path,
]
const env = ['--env', 'testnet', '--backend', 'env']

/** The ways in which a secret that stands in a variable may come to be said. */
const ofVariables: Readonly<Record<string, (secret: string) => Planted>> = {
  fetched: () => ({ args: ['secrets', 'fetch', ...env] }),
  'fetched as JSON': () => ({ args: ['secrets', 'fetch', ...env, '--json'] }),
  validated: () => ({ args: ['secrets', 'validate', ...env, '--json'] }),
  'as a file that is not there': (secret) => ({ args: ['info', `/nowhere/${secret}`, '--json'] }),
  'as an unknown command': (secret) => ({ args: [secret] }),
  'as an unknown option': (secret) => ({ args: ['demo', `--${secret}`] }),
  'as a choice': (secret) => ({ args: ['demo', '--exchange', secret] }),
  'as a prefix': (secret) => ({ args: ['secrets', 'list', ...env, '--prefix', `/${secret}`] }),
  'as an argument of secrets': (secret) => ({
    args: ['secrets', 'save', 'api_key', secret, ...env],
  }),
  'printed by a strategy': () => ({
    args: run(
      strategy(
        'console.log(process.env.BYBIT_API_SECRET); console.error([process.env.BYBIT_API_SECRET])',
      ),
    ),
  }),
  'thrown by a strategy': () => ({
    args: run(strategy('throw new Error(process.env.BYBIT_API_SECRET)')),
  }),
  'thrown where nobody catches': () => ({
    args: run(
      strategy(
        'setImmediate(() => { throw new Error("a", { cause: new Error(process.env.BYBIT_API_SECRET) }) })',
      ),
    ),
  }),
  'rejected where nobody catches': () => ({
    args: run(
      strategy(
        'void Promise.reject(new AggregateError([new Error(process.env.BYBIT_API_SECRET)]))',
      ),
    ),
  }),
  'warned of': () => ({ args: run(strategy('process.emitWarning(process.env.BYBIT_API_SECRET)')) }),
  'in a config file': (secret) => ({
    args: ['run', '--config', given('c.yaml', `seed: ${secret}\n${secret}: 1\n`)],
  }),
  'in an instruments file': (secret) => ({
    args: ['run', '--capture', 'x', '--instruments', given('i.json', `{"${secret}`)],
  }),
  'in a capture': (secret) => ({
    args: ['run', '--capture', given('c.capture', `{"topic":"${secret}","data":{}}\n${secret}\n`)],
  }),
  'in a journal': (secret) => ({
    args: ['doctor', given('j.jsonl', `{"v":"${secret}"}\n${secret}\n`), '--json'],
  }),
  'in a journal that is printed': (secret) => ({
    args: ['cat', given('j.jsonl', `{"v":"${secret}"}\n`), '--json'],
  }),
}

/** The ways in which one may be said that only looks like one. */
const byShape: Readonly<Record<string, (secret: string) => Planted>> = {
  'in a file of secrets that is damaged': (secret) => {
    mkdirSync(join(folder(), 'own'), { mode: 0o700, recursive: true })
    return {
      args: [
        'secrets',
        'fetch',
        '--env',
        'testnet',
        '--json',
        '--file',
        given('own/s.json', `{"secret":"${secret}"`),
      ],
    }
  },
  saved: (secret) => ({
    args: [
      'secrets',
      'save',
      'api_secret',
      '--env',
      'testnet',
      '--file',
      join(folder(), 'f', 's.json'),
    ],
    input: secret,
  }),
  'saved with white space in it': (secret) => ({
    args: ['secrets', 'save', 'api_secret', '--env', 'testnet', '--json'],
    input: `${secret} x${secret}`,
  }),
  'as an argument': (secret) => ({
    args: ['secrets', 'save', 'api_secret', secret, '--env', 'testnet'],
  }),
  'as an option of secrets': (secret) => ({
    args: ['secrets', 'save', 'api_secret', `--value=${secret}`, '--env', 'testnet'],
  }),
  'as an option': (secret) => ({ args: ['demo', `--api-secret=${secret}`] }),
  'in a header that a strategy prints': (secret) => ({
    args: run(
      strategy(`console.log({ 'X-BAPI-SIGN': '${secret}' }, ['authorization', '${secret}'])`),
    ),
  }),
  'in a frame that a strategy throws': (secret) => ({
    args: run(strategy(`throw new Error('{"op":"auth","args":["${secret}",1,"${secret}"]}')`)),
  }),
  'in a config file, by its name': (secret) => ({
    args: [
      'run',
      '--config',
      given('c.json', `{"apiSecret":"${secret}","seed":"apiKey=${secret}"}`),
    ],
  }),
}

/** A run of the program with a secret in its variables, or in none. */
const said = ({ args, input }: Planted, variables: Readonly<Record<string, string>>): string => {
  const ran = spawnSync(process.execPath, cliArguments(args), {
    cwd: folder(),
    env: { ...process.env, XDG_CONFIG_HOME: join(folder(), 'config'), ...variables },
    input: input ?? '',
    encoding: 'utf8',
  })
  expect(ran.status).not.toBeNull()
  return `${ran.stdout}${ran.stderr}`
}

const secret = fc.stringMatching(/^[A-Z][a-z][0-9][A-Za-z0-9]{21,33}$/)
/** Where something of the secret was on its way out, and shows masked. */
const shownMasked = new Set([
  ...['fetched', 'fetched as JSON', 'as a file that is not there', 'as an unknown command'],
  ...['printed by a strategy', 'thrown by a strategy', 'thrown where nobody catches'],
  ...['rejected where nobody catches', 'warned of'],
])
const few = { seed: 17, numRuns: 2 }

describe('a secret that is in a variable', () => {
  it.each(Object.entries(ofVariables))('is never said: %s', (name, plant) => {
    fc.assert(
      fc.property(secret, (planted) => {
        const variables = { BYBIT_API_KEY: 'KFEJUGQEQPPHGOHGHM', BYBIT_API_SECRET: planted }
        const out = said(plant(planted), variables)
        expect(out).not.toContain(planted)
        if (shownMasked.has(name)) expect(out).toContain(`${planted.slice(0, 3)}...***`)
        expect(out).not.toBe('')
      }),
      few,
    )
  })
})

describe('a secret that only looks like one', () => {
  it.each(Object.entries(byShape))('is never said: %s', (_, plant) => {
    fc.assert(
      fc.property(secret, (planted) => {
        const out = said(plant(planted), {})
        expect(out).not.toContain(planted)
        expect(out).not.toBe('')
      }),
      few,
    )
  })
})
