import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { liveLine } from '../src/live/live-line'
import type { LiveNow } from '../src/live/live-run'
import type { TradingFloor } from './live/trading-floor'
import { openFloor, startLive } from './live/trading-floor'
import { until } from './recordings/recording'
import type { Recording } from './recordings/recording'
import { commandsOf, runTyped, startOf } from './support/page-commands'
import { tempFolder } from './temp-folder'

const page = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'RUNBOOK_SHADOW.md'), 'utf8')
const folder = tempFolder()
const commands = commandsOf(page)

/** Keys as Bybit's look; they open nothing. */
const keys = { apiKey: 'RBpageAbcdefghij12', secret: 'RBpageSecretAbcdefghijklmnopqrstuvwx' }
const keyVariables = { BYBIT_API_KEY: keys.apiKey, BYBIT_API_SECRET: keys.secret }

const floors: Array<TradingFloor> = []
const newFloor = async (): Promise<TradingFloor> => {
  const floor = await openFloor({ keys: [keys] })
  floors.push(floor)
  return floor
}
afterEach(async () => {
  for (const floor of floors.splice(0)) await floor.close()
})

/** All that was said on stderr so far. */
const heardOf = ({ child }: Recording): (() => string) => {
  let heard = ''
  child.stderr?.on('data', (piece: Buffer) => (heard += piece.toString()))
  return () => heard
}

/** What stands in a journal, a file or a folder, so far. */
const journalText = (path: string): string => {
  try {
    if (statSync(path).isFile()) return readFileSync(path, 'utf8')
    return readdirSync(path)
      .map((name) => readFileSync(join(path, name), 'utf8'))
      .join('')
  } catch {
    return ''
  }
}

/** Starts a command of the page at a server on this machine, and what it says on the way. */
const started = (text: string, { url }: TradingFloor) => {
  const { args } = startOf(text.replace(/--obs$/, '--obs 0'))
  const variables = { XDG_CONFIG_HOME: folder(), ...keyVariables }
  const session = startLive(folder(), [...args, '--url', url], variables)
  return { session, heard: heardOf(session) }
}

const journalOf = (text: string): string => join(folder(), /--journal (\S+)/.exec(text)?.[1] ?? '')

/** Runs the shadow session until it froze, asks for its figures as the page does, and ends it. */
const shadowed = async (text: string): Promise<void> => {
  const { session, heard } = started(text, await newFloor())
  await until(() => heard().includes('FROZEN'))
  const [served = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(heard()) ?? []
  const curls = commands.filter((command) => command.text.startsWith('curl '))
  expect(curls).toHaveLength(2)
  for (const curl of curls) {
    const path = curl.text.replace(/^curl -s http:\/\/127\.0\.0\.1:9464/, '')
    const answer = await fetch(`${served}${path}`)
    const body = await answer.text()
    if (path === '/metrics')
      for (const [, name = ''] of page.matchAll(/`(shadowtape_\w+)`/g)) expect(body).toContain(name)
    else expect(body).toContain('frozen')
  }
  session.child.kill('SIGINT')
  expect(await session.ended).toMatchObject({ code: 0 })
}

/** Runs a live session until an order rests, and ends it as the page says. */
const traded = async (text: string, signal: 'SIGINT' | 'SIGKILL'): Promise<TradingFloor> => {
  const floor = await newFloor()
  const { session } = started(text, floor)
  await until(() => journalText(journalOf(text)).includes('"OrderAccepted"'))
  session.child.kill(signal)
  const ended = await session.ended
  if (signal === 'SIGKILL') return floor
  expect({ text, code: ended.code, stderr: ended.stderr }).toMatchObject({ code: 0 })
  expect(ended.stdout).toMatch(/^orders .* 0 open$/m)
  return floor
}

const run = async (text: string): Promise<void> => {
  if (text.startsWith('curl ')) return
  if (text.startsWith('shadowtape shadow ')) return shadowed(text)
  if (text.startsWith('shadowtape run --live ')) {
    await traded(text, 'SIGINT')
    return
  }
  let typed = text
  if (text.startsWith('shadowtape record ')) {
    typed = text.replace('--duration 3600', `--duration 2 --url ${(await newFloor()).url}`)
  } else if (text.startsWith('npx ')) {
    const live = commands.find((command) => command.text.includes('--live'))?.text ?? ''
    const killed = live.replace('--journal live/', '--journal killed/')
    typed = `${text} ${(await traded(killed, 'SIGKILL')).url}`
  }
  const variables = { XDG_CONFIG_HOME: folder(), CI: '', ...keyVariables }
  const ran = await runTyped(typed, folder(), variables)
  const isOfKilled = / (replay|cat) killed\.jsonl/.test(text)
  if (text === 'shadowtape replay killed.jsonl')
    expect(`${ran.stdout}${ran.stderr}`).toContain('What there is replays byte for byte')
  expect({ text, ...ran, stdout: '' }).toStrictEqual({
    ...{ text, stdout: '', code: isOfKilled ? 1 : 0 },
    stderr: expect.any(String) as string,
  })
  if (text.startsWith('npx ')) expect(ran.stdout).toMatch(/^BTCUSDT: \d+ canceled, 0 open\n$/)
}

describe('docs/RUNBOOK_SHADOW.md', () => {
  it('has commands that work, those of the network against a server on this machine', async () => {
    writeFileSync(join(folder(), 'key.txt'), `${keys.apiKey}\n`)
    writeFileSync(join(folder(), 'secret.txt'), `${keys.secret}\n`)
    const inBlocks = commands.filter(({ isInBlock }) => isInBlock)
    expect(inBlocks.length).toBeGreaterThan(18)
    for (const { text } of inBlocks) await run(text)
    for (const { text, isInBlock } of commands) if (!isInBlock) await run(text)
  })

  it('shows the line of a session as it stands', () => {
    const state = { orders: { openCount: 4 }, totals: { fills: 31 }, risk: { isFrozen: false } }
    const session = { state: { ...state, seq: 1_149 } }
    const now = { seconds: 60, counts: { open: 1, lagMs: 12, gaps: 0 }, session }
    expect(page).toContain(`\n${liveLine(now as unknown as LiveNow, 187)}\n`)
  })

  it('has eight common problems, and says of each its cause and its cure', () => {
    const rows = [...page.matchAll(/^\| \d\. .*$/gm)].map(([row]) => row.split('|').slice(1, -1))
    expect(rows).toHaveLength(8)
    for (const row of rows) expect(row.map((cell) => cell.trim())).not.toContain('')
  })
})
