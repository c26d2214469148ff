import { createHash, generateKeyPairSync } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, linesOf, smallFlags, written } from '../support/demo-journal'
import { changing, resealed } from '../support/resealed'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
let journal: DemoJournal
let other: DemoJournal

const pair = (name: string, type: 'ed25519' | 'ed448' = 'ed25519') => {
  const { privateKey, publicKey } = generateKeyPairSync(type as 'ed25519')
  const files = { key: join(dir, `${name}.pem`), pub: join(dir, `${name}.pub`) }
  writeFileSync(files.key, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  writeFileSync(files.pub, publicKey.export({ format: 'pem', type: 'spki' }))
  return files
}
const ours = pair('ours')
const theirs = pair('theirs')
const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Keeps what `anchor` prints in a file. */
const kept = async (name: string, ...args: ReadonlyArray<string>): Promise<string> => {
  const ran = await runCli(['anchor', ...args])
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  const file = join(dir, name)
  writeFileSync(file, ran.stdout)
  return file
}

beforeAll(async () => {
  journal = await demoJournal(dir, 'filling.jsonl', fillingFlags)
  other = await demoJournal(dir, 'small.jsonl', smallFlags)
})

describe('anchor', () => {
  it('prints origin, size and digest, which sha256sum would say as well', async () => {
    const lines = linesOf(journal.bytes)
    const ran = await runCli(['anchor', journal.path])
    expect(ran).toStrictEqual({
      code: 0,
      stdout:
        'shadowtape-anchor 1\n' +
        `origin sha256 ${sha256(lines[0] ?? '')}\n` +
        `size ${String(lines.length)} lines ${String(journal.bytes.length)} bytes\n` +
        `digest sha256 ${sha256(journal.bytes)}\n`,
      stderr: '',
    })
  })

  it('gives the same as JSON', async () => {
    const ran = await runCli(['anchor', journal.path, '--key', ours.key, '--json'])
    expect(JSON.parse(ran.stdout)).toMatchObject({
      ...{ verdict: 'anchored', bytes: journal.bytes.length, digest: sha256(journal.bytes) },
      public_key: expect.stringMatching(/^[\w-]{43}$/) as string,
      signature: expect.stringMatching(/^[\w-]{86}$/) as string,
    })
  })

  it('anchors a journal that is not closed as far as it goes, and says so', async () => {
    const torn = linesOf(journal.bytes).slice(0, 40).join('').slice(0, -9)
    const path = written(dir, 'open.jsonl', torn)
    const ran = await runCli(['anchor', path])
    expect(ran.stderr).toBe(`${path} is not closed: this anchors its 39 lines so far\n`)
    expect(ran.stdout).toMatch(/^size 39 lines \d+ bytes$/m)
  })

  it.each([
    ['damaged', () => changed(20), /line 20/],
    ['no journal', () => Buffer.from('hello\n'), /is not a journal/],
  ])('refuses a file that is %s', async (_, bytes, says) => {
    const ran = await runCli(['anchor', written(dir, 'bad.jsonl', bytes())])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toMatch(says)
  })

  it('refuses a key that is none, and quotes nothing of it', async () => {
    const secret = written(dir, 'secret.pem', 'hunter2')
    const wrong = pair('ed448', 'ed448')
    for (const [key, says] of [
      [secret, 'it is no private key in PEM'],
      [ours.pub, 'it is no private key in PEM'],
      [wrong.key, 'it is no Ed25519 key'],
      [join(dir, 'absent.pem'), 'absent.pem'],
    ] as const) {
      const ran = await runCli(['anchor', journal.path, '--key', key])
      expect(ran).toMatchObject({ code: 2, stdout: '' })
      expect(ran.stderr).toContain(says)
      expect(ran.stderr).not.toContain('hunter2')
    }
  })
})

/** The journal with a byte of one line turned. */
const changed = (line: number): Buffer => {
  const lines = linesOf(journal.bytes).map((text, i) =>
    i === line - 1 ? text.replace('"at":1', '"at":2') : text,
  )
  return Buffer.from(lines.join(''))
}

describe('verify --anchor', () => {
  it('finds a journal to be what was anchored, and says who signed that', async () => {
    const plain = await kept('plain.anchor', journal.path)
    const ran = await runCli(['verify', journal.path, '--anchor', plain])
    expect(ran.code).toBe(0)
    expect(ran.stdout).toContain(`it is what ${plain} anchors: 249 lines; not signed\n`)
    const signed = await kept('signed.anchor', journal.path, '--key', ours.key)
    const known = await runCli(
      ['verify', journal.path, '--anchor', signed].concat('--public-key', ours.pub),
    )
    expect(known.stdout).toMatch(/anchors: 249 lines; signed, [\w-]{43}\n$/)
    const unknown = await runCli(['verify', journal.path, '--anchor', signed])
    expect(unknown.stdout).toMatch(/; signed by a key that nobody vouched for, [\w-]{43}\n$/)
  })

  it('finds a journal that has grown since to be the same', async () => {
    const lines = linesOf(journal.bytes)
    const open = written(dir, 'grows.jsonl', lines.slice(0, 40).join(''))
    const anchor = join(dir, 'grows.anchor')
    writeFileSync(anchor, (await runCli(['anchor', open])).stdout)
    appendFileSync(open, lines.slice(40).join(''))
    const ran = await runCli(['verify', open, '--anchor', anchor])
    expect(ran.stdout).toContain('anchors: 40 lines, and 209 lines since; not signed\n')
  })

  it('finds what a chain alone cannot: a journal that was rewritten, seals and all', async () => {
    const anchor = await kept('before.anchor', journal.path)
    const fill = linesOf(journal.bytes).findIndex((line) => line.includes('"OrderFilled"')) + 1
    const forged = resealed(journal.bytes, changing(fill, 'fee', '0.00000'))
    const path = written(dir, 'forged.jsonl', forged)
    expect(await runCli(['verify', path])).toMatchObject({ code: 0 })
    const ran = await runCli(['verify', path, '--anchor', anchor])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('It was rewritten, seals and all.')
    const json = await runCli(['verify', path, '--anchor', anchor, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict: 'rewritten' })
  })

  it('finds another journal, and one that has become shorter', async () => {
    const anchor = await kept('whole.anchor', journal.path)
    const foreign = await runCli(['verify', other.path, '--anchor', anchor])
    expect(foreign).toMatchObject({ code: 1, stdout: '' })
    expect(foreign.stderr).toContain('is another journal than')
    const size = `${String(journal.bytes.length + 1)} bytes`
    const text = readFileSync(anchor, 'utf8').replace(/\d+ bytes/, size)
    const longer = written(dir, 'longer.anchor', text.replace(sha256(journal.bytes), sha256('x')))
    const short = await runCli(['verify', journal.path, '--anchor', longer])
    expect(short).toMatchObject({ code: 1, stdout: '' })
    expect(short.stderr).toContain('is shorter than it was')
  })

  it('finds an anchor that contradicts itself', async () => {
    const text = (await runCli(['anchor', journal.path])).stdout
    const odd = written(dir, 'odd.anchor', text.replace('249 lines', '248 lines'))
    const ran = await runCli(['verify', journal.path, '--anchor', odd])
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('contradicts itself: those bytes are 249 lines, not 248')
  })

  it('trusts no signature but that of the key it is told', async () => {
    const signed = await kept('mine.anchor', journal.path, '--key', ours.key)
    const text = readFileSync(signed, 'utf8')
    const held = (anchor: string, ...args: ReadonlyArray<string>) =>
      runCli(['verify', journal.path, '--anchor', written(dir, 'held.anchor', anchor), ...args])
    const trusting = ['--public-key', theirs.pub]
    expect((await held(text, ...trusting)).stderr).toContain('not by the key of --public-key')
    const unsigned = text.replace(/signature .*\n/, '')
    expect((await held(unsigned, ...trusting)).stderr).toContain('is not signed')
    const moved = text.replace(/size \d+/, 'size 7')
    expect(await held(moved)).toMatchObject({ code: 1, stdout: '' })
    expect((await held(moved)).stderr).toContain('its signature is not that of its lines')
    expect((await held(text, '--public-key', ours.key)).stderr).toContain('it is a private key')
  })

  it.each([
    ['', 'line 1 is not shadowtape-anchor 1'],
    ['shadowtape-anchor 2\n', 'line 1 is not shadowtape-anchor 1'],
    ['shadowtape-anchor 1\norigin md5 x\n', 'line 2 is not origin sha256 HEX'],
  ])('refuses %j, which is no anchor, and says which line is not', async (text, says) => {
    const ran = await runCli(
      ['verify', journal.path, '--anchor'].concat(written(dir, 'no.anchor', text)),
    )
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(says)
  })

  it('needs an anchor for a key, and a file that is there', async () => {
    const alone = await runCli(['verify', journal.path, '--public-key', ours.pub])
    expect(alone).toMatchObject({ code: 2, stderr: 'Error: --public-key needs --anchor\n' })
    const absent = await runCli(['verify', journal.path, '--anchor', join(dir, 'none')])
    expect(absent).toMatchObject({ code: 2, stdout: '' })
  })
})
