import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { sortedJson } from '../../src/shell/sorted-json'
import type { RanOtherwise } from '../../src/viewer/view-data'
import { cliArguments } from '../run-cli'
import { manyQuotes } from '../support/many-quotes'
import { runChild } from '../support/run-child'
import { runCli } from '../support/run-cli'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()

describe('a run that nobody waits for any more', () => {
  it('leaves no thread and no file, and another has its place', async () => {
    const long = join(dir, 'long.jsonl')
    const ran = await runCli(['demo', '--calm', '120', '--journal', long])
    expect(ran.code).toBe(0)
    const temporary = join(dir, 'temporary')
    mkdirSync(temporary)
    const { url, threads, end } = await served(long, temporary)
    expect((await fetch(`${url}api/now`)).status).toBe(200)
    const before = threads()
    for (const seed of [1, 2, 3, 4]) {
      const leaving = new AbortController()
      const set = `whatif?set=session.seed=${String(seed)}`
      const { body } = await fetch(`${url}api/${set}`, { signal: leaving.signal })
      const first = await body?.getReader().read()
      expect(Buffer.from(first?.value ?? []).toString()).toContain('"type":"running"')
      expect(threads()).toBeGreaterThan(before)
      leaving.abort()
      while (threads() > before) await wait(10)
      expect(readdirSync(temporary)).toStrictEqual([])
    }
    const done = await fetch(`${url}api/whatif?set=session.seed=5`)
    expect(await done.text()).toContain('"type":"ran"')
    while (threads() > before) await wait(10)
    expect(readdirSync(temporary)).toStrictEqual([])
    expect(await end()).toBe(0)
  })

  it('is ended with the program', async () => {
    const temporary = join(dir, 'temporary')
    const { url, end } = await served(join(dir, 'long.jsonl'), temporary)
    const { body } = await fetch(`${url}api/whatif?set=session.seed=5`)
    await body?.getReader().read()
    expect(await end()).toBe(0)
    expect(readdirSync(temporary)).toStrictEqual([])
  })
})

describe('a run of a strategy that somebody wrote', () => {
  it('is what `whatif` says, wherever its module is now', async () => {
    const capture = join(dir, 'a.capture')
    writeFileSync(capture, manyQuotes(400))
    const [mine, moved] = [join(dir, 'mine.ts'), join(dir, 'moved.ts')]
    writeFileSync(mine, source)
    const own = join(dir, 'own.jsonl')
    const args = ['run', '--capture', capture, '--journal', own, '--strategy', mine]
    expect((await runChild(args, dir)).code).toBe(0)
    renameSync(mine, moved)
    const said = await runChild(
      ['whatif', own, '--strategy', moved, '--set', 'strategy.every=3', '--json'],
      dir,
    )
    expect(said.code).toBe(0)
    const { url, end } = await served(own, dir, '--strategy', moved)
    const answer = await (await fetch(`${url}api/whatif?set=strategy.every=3`)).text()
    const ran = JSON.parse(answer.trimEnd().split('\n').at(-1) ?? '') as RanOtherwise
    expect(`${sortedJson(ran.report, 'line')}\n`).toBe(said.stdout)
    const command = `shadowtape whatif ${own} --set strategy.every=3 --strategy ${moved}`
    expect(ran.command).toBe(command)
    expect(ran.lanes.ordersCount).toBeGreaterThan(100)
    expect(await end()).toBe(0)
  })
})

/** A strategy that buys with every so many quotes. */
const source = `
import { nothing } from '@shadowtape/core'
import type { Strategy } from '@shadowtape/core'

type Slice = { quotes: number; every: number }
export const strategy: Strategy<Slice> = {
  name: 'mine',
  initial: ({ strategyParams }) => {
    const { every = '7' } = JSON.parse(strategyParams)
    return { quotes: 0, every: +every }
  },
  evolve: (slice, message) => {
    if (message.type === 'QuoteObserved') slice.quotes += 1
  },
  decide: ({ strategy: { quotes, every } }, message) => {
    if (message.type !== 'QuoteObserved' || message.bid === null) return nothing
    if (quotes % every !== 0) return nothing
    return [{ type: 'PlaceOrder', symbol: message.symbol, side: 'Buy', price: message.bid, qty: 1 }]
  },
} as unknown as Strategy<Slice>
`

/** The real program, serving a journal: how many threads it has, and how it is ended by Ctrl-C. */
const served = async (file: string, temporary: string, ...flags: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, cliArguments(['view', file, '--json', ...flags]), {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url } = JSON.parse(line.toString()) as { readonly url: string }
  return {
    url,
    threads: () => readdirSync(`/proc/${String(child.pid)}/task`).length,
    end: async (): Promise<number | null> => {
      child.kill('SIGINT')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}
