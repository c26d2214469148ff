'use strict'
// Watches dry runs from outside of their process, with strace: `npm run no-network`. Fails where
// any system call of theirs names an address that is not this machine's own. It begins with a
// process that does name one, to know that it would be seen.
const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { generatedListing, newDryRunDesk, startBybitServer } = require('@shadowtape/adapters')

const root = path.resolve(__dirname, '..')
const program = path.join(root, 'packages/cli/bin/shadowtape.cjs')
const capture = path.join(root, 'examples/bot-with-goldens/captures/market.capture.gz')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shadowtape-strace-'))

/** Addresses as strace writes them: inet_addr("1.2.3.4"), inet_pton(AF_INET6, "::1", ...). */
const addressText = /inet_(?:addr\(|pton\(AF_INET6, )"([^"]*)"/g
const isOwn = (address) => /^(::ffff:)?127\./.test(address) || address === '::1'

/** Runs Node under strace: how it ended, and all lines in which it named an address. */
const traced = (args) =>
  new Promise((resolve, reject) => {
    const log = path.join(folder, 'strace.log')
    const options = ['-f', '-qq', '-s', '0', '-e', 'trace=network', '-o', log]
    const child = spawn('strace', [...options, process.execPath, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    child.stderr.on('data', (data) => (said += data))
    child.on('error', reject)
    child.on('close', (code) => {
      const named = fs
        .readFileSync(log, 'utf8')
        .split('\n')
        .map((line) => [line, [...line.matchAll(addressText)].map(([, address]) => address)])
        .filter(([, addresses]) => addresses.length > 0)
      const outside = named.filter(([, addresses]) => !addresses.every(isOwn))
      resolve({ code, said, inside: named.length - outside.length, outside })
    })
  })

// 192.0.2.1 is nobody's (RFC 5737), and to connect a datagram socket sends nothing
const control = [
  '-e',
  `require('node:dgram').createSocket('udp4').on('error', () => process.exit())
    .connect(9, '192.0.2.1', () => process.exit())`,
]

const runs = (url) => [
  ['demo', [program, 'demo', '--journal', 'demo.jsonl'], [0]],
  ['replay', [program, 'replay', 'demo.jsonl'], [0]],
  [
    'exec-demo',
    [program, 'exec-demo', '--shadow', '--exchange', 'bybit', '--mode', 'dryrun'].concat([
      '--iterations',
      '50',
      '--journal',
      'exec.jsonl',
    ]),
    [0],
  ],
  ['run', [program, 'run', '--capture', capture, '--journal', 'run.jsonl'], [0, 3]],
  ['a client as a library', [path.join(__dirname, 'dry-run-client.cjs')], [0]],
  ['record without --network', [program, 'record', '--symbols', 'BTCUSDT', '--out', 'no'], [2]],
  ['shadow without --network', [program, 'shadow', '--symbols', 'BTCUSDT', '--testnet'], [2]],
  [
    'record at loopback',
    [program, 'record', '--network', '--testnet', '--url', url, '--symbols', 'BTCUSDT'].concat([
      '--duration',
      '1',
      '--out',
      'captures',
    ]),
    [0, 3],
  ],
]

const watch = async (url) => {
  const seen = await traced(control)
  if (seen.outside.length === 0)
    throw new Error(`strace does not see what leaves, so this proves nothing\n${seen.said}`)
  for (const [name, args, codes] of runs(url)) {
    const { code, said, inside, outside } = await traced(args)
    if (!codes.includes(code)) throw new Error(`${name} ended with ${code}:\n${said}`)
    if (outside.length > 0) {
      const lines = outside.map(([line]) => `  ${line}`).join('\n')
      throw new Error(`${name} asked for what is not this machine:\n${lines}`)
    }
    if ((name === 'record at loopback') !== inside > 0)
      throw new Error(`${name} named loopback in ${inside} system calls`)
    console.log(`${name}: ${inside} system calls name an address of this machine, none another`)
  }
}

const main = async () => {
  if (spawnSync('strace', ['-V']).error !== undefined)
    throw new Error('strace is missing: apt-get install strace')
  const instrument = { ...generatedListing('BTCUSDT').listed }
  delete instrument.type
  const desk = newDryRunDesk({ clock: () => Date.now(), instruments: [instrument], keys: [] })
  const server = await startBybitServer({ desk })
  try {
    await watch(`http://127.0.0.1:${server.port}`)
  } finally {
    await server.close()
  }
}

main()
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  .finally(() => fs.rmSync(folder, { recursive: true }))
