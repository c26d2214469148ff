import { spawn } from 'node:child_process'
import { appendFileSync, truncateSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import type { DemoJournal } from '../support/demo-journal'
import { demoJournal, fillingFlags, linesOf, written } from '../support/demo-journal'
import { startChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
let journal: DemoJournal

beforeAll(async () => {
  journal = await demoJournal(dir, 'whole.jsonl', fillingFlags)
})

describe('cat --follow', () => {
  it('prints what is appended, a half-written line once it is whole, and ends at the close', async () => {
    const { bytes } = journal
    const path = written(dir, 'growing.jsonl', bytes.subarray(0, 5_000))
    const following = runCli(['cat', path, '--follow', '--json'])
    for (const [from, to] of [
      [5_000, 5_010],
      [5_010, 20_000],
      [20_000, bytes.length],
    ] as const) {
      await sleep(150)
      appendFileSync(path, bytes.subarray(from, to))
    }
    expect(await following).toStrictEqual({ code: 0, stdout: bytes.toString(), stderr: '' })
  })

  it('waits for the first line of a journal that is only just there', async () => {
    const path = written(dir, 'new.jsonl', '')
    const following = runCli(['cat', path, '--follow', '--json'])
    await sleep(150)
    appendFileSync(path, journal.bytes)
    expect((await following).stdout).toBe(journal.bytes.toString())
  })

  it('says when the journal became shorter', async () => {
    const path = written(dir, 'shrinking.jsonl', journal.bytes.subarray(0, 5_000))
    const following = runCli(['cat', path, '--follow', '--json'])
    await sleep(150)
    truncateSync(path, 100)
    const { code, stderr } = await following
    expect(code).toBe(1)
    expect(stderr).toBe(`${path} became shorter while it was followed.\n`)
  })

  it('ends well when a person has seen enough', async () => {
    const lines = linesOf(journal.bytes)
    const path = written(dir, 'open.jsonl', lines.slice(0, 20).join(''))
    const { child, done } = startChild(['cat', path, '--follow', '--json'], dir)
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    child.kill('SIGINT')
    expect(await done).toStrictEqual({ code: 0, stdout: lines.slice(0, 20).join(''), stderr: '' })
  })
})

describe('cat into a pipe that closes', () => {
  it('stops quietly', async () => {
    const { child, done } = startChild(['cat', journal.path, '--json', '--follow'], dir)
    child.stdout?.destroy()
    const { code, stderr } = await done
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' })
  })

  it('stops quietly behind head', async () => {
    const { child, done } = startChild(['cat', journal.path], dir)
    const head = spawn('head', ['-n', '1'], { stdio: ['pipe', 'pipe', 'inherit'] })
    let seen = ''
    head.stdout.on('data', (data: Buffer) => (seen += data.toString()))
    head.stdin.on('error', () => child.stdout?.destroy())
    child.stdout?.pipe(head.stdin)
    expect((await done).code).toBe(0)
    expect(seen).toContain('seq    cause')
  })
})
