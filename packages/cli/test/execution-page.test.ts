import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { keysOf, newBybitRestClient } from '@shadowtape/adapters'
import { RequestOutcome } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { buy } from '../../../examples/buy-through-bybit'
import { floorKeys, openFloor, startLive } from './live/trading-floor'
import { until } from './recordings/recording'
import { commandsOf, runTyped, startOf } from './support/page-commands'
import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const read = (...path: ReadonlyArray<string>): string =>
  readFileSync(resolve(root, ...path), 'utf8')
const page = read('docs', 'EXECUTION.md')
const example = read('examples', 'buy-through-bybit.ts')
const folder = tempFolder()

/** What a table's rows name first, in code. */
const named = (section: string): ReadonlyArray<string> =>
  [...section.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  )

/** Whether a journal that is being written has a line of a type by now. */
const isIn = (journal: string, type: string): boolean =>
  existsSync(journal) && readFileSync(journal, 'utf8').includes(`"type":"${type}"`)

describe('docs/EXECUTION.md', () => {
  it('shows an example as it is, and what it prints without a network', async () => {
    expect(page).toContain(`\`\`\`ts\n${example}\`\`\`\n`)
    const ran = await runTyped('npx ts-node examples/buy-through-bybit.ts', root)
    const [, output = ''] = /```text\n([^`]+)```/.exec(page) ?? []
    expect(ran).toStrictEqual({ code: 0, stderr: '', stdout: output })
  })

  it('shows an example that works over the network too', async () => {
    const floor = await openFloor()
    const client = newBybitRestClient({
      ...{ apiEnv: 'testnet', networkEnabled: true, keys: keysOf(floorKeys), fillsPollMs: 100 },
      urls: { rest: floor.url, publicStream: floor.url, privateStream: floor.url },
    })
    if (isLeft(client)) throw new Error(client.left.type)
    const said = await buy(client.right, '61500', 'bot-1')
    client.right.close()
    await floor.close()
    expect(said.slice(0, 2)).toStrictEqual([
      'not sent: price is not on the tick of 0.10',
      'taken: bot-1',
    ])
    expect(said.at(-1)).toBe('holds 0.002 BTCUSDT (Buy)')
  })

  it('has commands that work, those of the network against a server on this machine', async () => {
    const others = commandsOf(page).filter(({ text }) => !text.startsWith('npx '))
    expect(others.length).toBeGreaterThan(8)
    const table = page.slice(page.indexOf('### What a live'), page.indexOf('## Features'))
    expect(named(table)).toHaveLength(6)
    const lines = named(table).filter((line) => line !== 'RequestRetried')
    for (const { text } of others.filter(({ isInBlock }) => isInBlock)) {
      if (!text.includes('--network')) {
        expect({ text, ...(await runTyped(text, folder())) }).toMatchObject({ text, code: 0 })
        continue
      }
      const floor = await openFloor()
      const { args, variables } = startOf(text)
      const isLive = args.includes('--live')
      const here = ['--url', floor.url, ...(isLive ? [] : ['--duration', '2'])]
      const session = startLive(folder(), [...args, ...here], variables)
      if (isLive) {
        const journal = join(folder(), /--journal (\S+)/.exec(text)?.[1] ?? '')
        await until(() => lines.every((line) => isIn(journal, line)))
        session.child.kill('SIGINT')
      }
      const { code, stderr } = await session.ended
      await floor.close()
      expect({ text, code, stderr }).toStrictEqual({ text, code: 0, stderr })
    }
  })

  it('names every option, every fault and every outcome', () => {
    const adapter = page.slice(0, page.indexOf('## Architecture'))
    const [, options = ''] =
      /type ClientOptions = \{([^]*?)\n\}/.exec(
        read('packages/adapters/src/bybit-rest/client-options.ts'),
      ) ?? []
    const faults = read('packages/adapters/src/exchange/exchange-fault.ts')
    const known = [
      ...[...options.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name ?? ''),
      ...[...faults.matchAll(/readonly type: '(\w+)'/g)].map(([, name]) => name ?? ''),
    ]
    expect([...named(adapter)].sort()).toStrictEqual([...new Set(known)].sort())
    for (const outcome of Object.keys(RequestOutcome.keys)) expect(page).toContain(`\`${outcome}\``)
  })
})
