import { resolve } from 'node:path'

import { openFloor } from '../live/trading-floor'
import { tempFolder } from '../temp-folder'
import { runWatched } from './watched'

const folder = tempFolder()
const root = resolve(__dirname, '..', '..', '..', '..')

const connected = { kind: 'TCPCONNECTWRAP', to: '127.0.0.1', port: expect.any(Number) as number }
const lookedUp = { kind: 'GETADDRINFOREQWRAP', to: 'localhost', port: null }
const byNet = "require('node:net').connect(port, '127.0.0.1').on('data', () => 0).end()"

/** Ways to the network, as lines of a program that knows the `port` of a server on loopback. */
const ways: Readonly<Record<string, readonly [lines: string, seen: object]>> = {
  'net.connect': [byNet, connected],
  'tls.connect': ["require('node:tls').connect(port, '127.0.0.1').on('error', () => 0)", connected],
  'http.request': [
    "require('node:http').get('http://127.0.0.1:' + port, (r) => r.resume())",
    connected,
  ],
  'http2.connect': [
    "require('node:http2').connect('http://127.0.0.1:' + port).on('error', () => 0)",
    connected,
  ],
  fetch: ["fetch('http://127.0.0.1:' + port).then((r) => r.text())", connected],
  'fetch by a name': ["fetch('http://localhost:' + port).then((r) => r.text())", lookedUp],
  'a WebSocket of ws': [
    "new (require('ws'))('ws://127.0.0.1:' + port).on('error', () => 0)",
    connected,
  ],
  'dns.lookup': ["require('node:dns').lookup('localhost', () => 0)", lookedUp],
  'dns.resolve4': [
    `const asked = new (require('node:dns').Resolver)({ timeout: 50, tries: 1 })
    asked.setServers(['127.0.0.1:1'])
    asked.resolve4('nobody.invalid', () => 0)`,
    { kind: 'QUERYWRAP', to: 'nobody.invalid', port: null },
  ],
  'a datagram': [
    `const socket = require('node:dgram').createSocket('udp4')
    socket.send('', port, '127.0.0.1', () => socket.close())`,
    { kind: 'UDPWRAP', to: null, port: null },
  ],
  'a socket of the file system': [
    "require('node:net').connect('/nowhere.sock').on('error', () => 0)",
    { kind: 'PIPECONNECTWRAP', to: '/nowhere.sock', port: null },
  ],
  'a server': [
    "require('node:net').createServer().listen(0, '127.0.0.1', function () { this.close() })",
    { kind: 'TCPSERVERWRAP', to: null, port: null },
  ],
  "Node's own binding": [
    `const { TCP, TCPConnectWrap, constants } = process.binding('tcp_wrap')
    const socket = new TCP(constants.SOCKET)
    const request = Object.assign(new TCPConnectWrap(), { oncomplete: () => socket.close() })
    socket.connect(request, '127.0.0.1', port)`,
    { kind: 'TCPCONNECTWRAP', to: null, port: null },
  ],
  'a thread': [
    `new (require('node:worker_threads').Worker)(
      'const port = ' + port + '; ' + ${JSON.stringify(byNet)}, { eval: true })`,
    connected,
  ],
  'a process that it starts': [
    `require('node:child_process').spawn(process.execPath,
      ['-e', 'const port = ' + port + '; ' + ${JSON.stringify(byNet)}])`,
    connected,
  ],
}

describe('a process that is watched', () => {
  it.each(Object.keys(ways))('cannot hide %s', async (way) => {
    const [lines, seen] = ways[way] ?? ['', {}]
    const { server, close } = await openFloor()
    const program = `const port = ${server.port}; ${lines}`
    const ran = await runWatched(folder(), ['--no-deprecation', '-e', program], { cwd: root })
    await close()
    expect([ran.code, ran.stderr]).toStrictEqual([0, ''])
    expect(ran.attempts).toContainEqual(seen)
  })

  it('is not suspected of what it does not do', async () => {
    const lines = "require('node:dns'); require('node:net'); require('ws'); require('node:https')"
    const ran = await runWatched(folder(), ['-e', lines], { cwd: root })
    expect(ran).toStrictEqual({ code: 0, stdout: '', stderr: '', watching: 1, attempts: [] })
  })
})
