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
import { tempDir } from '../support/temp-dir'

const dir = tempDir()

/** A session of a strategy that waits to be told to hang. */
const own = join(dir, 'own.jsonl')
const moved = join(dir, 'moved.mjs')
const temporary = join(dir, 'temporary')

beforeAll(async () => {
  mkdirSync(temporary)
  const [capture, mine] = [join(dir, 'a.capture'), join(dir, 'mine.mjs')]
  writeFileSync(capture, manyQuotes(400))
  writeFileSync(mine, source)
  const args = ['run', '--capture', capture, '--journal', own, '--strategy', mine]
  expect((await runChild(args, dir)).code).toBe(0)
  renameSync(mine, moved)
})

const left: Array<() => boolean> = []
afterAll(() => {
  for (const kill of left) kill()
})

describe('a run that nobody waits for any more', () => {
  it('is ended though it never would, leaves no thread and no file, and gives way', async () => {
    const { url, threads, end } = await served()
    expect((await fetch(`${url}api/now`)).status).toBe(200)
    const before = threads()
    for (const often of [1, 2, 3]) {
      const leaving = new AbortController()
      const set = `set=strategy.hang=1&set=session.seed=${String(often)}`
      const { body } = await fetch(`${url}api/whatif?${set}`, { signal: leaving.signal })
      const first = await body?.getReader().read()
      expect(Buffer.from(first?.value ?? []).toString()).toContain('"type":"running"')
      expect(threads()).toBeGreaterThan(before)
      leaving.abort()
      while (threads() > before) await wait(10)
    }
    const done = await fetch(`${url}api/whatif?set=session.seed=5`)
    expect(await done.text()).toContain('"type":"ran"')
    while (threads() > before) await wait(10)
    expect(readdirSync(temporary)).toStrictEqual([])
    expect(await end()).toBe(0)
  })

  it('is ended with the program', async () => {
    const { url, end } = await served()
    const { body } = await fetch(`${url}api/whatif?set=strategy.hang=1`)
    await body?.getReader().read()
    expect(await end()).toBe(0)
    expect(readdirSync(temporary)).toStrictEqual([])
  })
})

describe('a run of a strategy that somebody wrote', () => {
  it('is what `whatif` says, wherever its module is now', async () => {
    const said = await runChild(
      ['whatif', own, '--strategy', moved, '--set', 'strategy.every=3', '--json'],
      dir,
    )
    expect(said.code).toBe(0)
    const { url, end } = await served()
    const answer = await (await fetch(`${url}api/whatif?set=strategy.every=3`)).text()
    const ran = JSON.parse(answer.trimEnd().split('\n').at(-1) ?? '') as RanOtherwise
    expect(`${sortedJson(ran.report, 'line')}\n`).toBe(said.stdout)
    const command = `shadowtape whatif ${own} --set strategy.every=3 --strategy ${moved}`
    expect(ran.command).toBe(command)
    expect(ran.lanes.ordersCount).toBeGreaterThan(100)
    expect(await end()).toBe(0)
  })
})

/** A strategy that buys with every so many quotes, or hangs at the tenth. */
const source = `
export const strategy = {
  name: 'mine',
  initial: ({ strategyParams }) => {
    const { every = '7', hang = '' } = JSON.parse(strategyParams)
    return { quotes: 0, every: Number(every), hang }
  },
  evolve: (slice, message) => {
    if (message.type === 'QuoteObserved') slice.quotes += 1
  },
  decide: ({ strategy: { quotes, every, hang } }, message) => {
    while (hang !== '' && quotes > 10);
    if (message.type !== 'QuoteObserved' || message.bid === null || quotes % every !== 0) return []
    return [{ type: 'PlaceOrder', symbol: message.symbol, side: 'Buy', price: message.bid, qty: 1 }]
  },
}
`

/** The real program, serving the session: how many threads it has, and how it is ended by Ctrl-C. */
const served = async () => {
  const args = ['view', own, '--json', '--strategy', moved]
  const child = spawn(process.execPath, cliArguments(args), {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  left.push(() => child.kill('SIGKILL'))
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
