import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

import type { BybitServer, DryRunDesk, GeneratedPlan } from '@shadowtape/adapters'
import {
  generatedListing,
  generatedMarket,
  generatedPlan,
  newDryRunDesk,
  startBybitServer,
} from '@shadowtape/adapters'
import type { Category, Input, Instrument } from '@shadowtape/core'

import type { Recording } from '../recordings/recording'
import { recordingOf } from '../recordings/recording'
import { cliArguments } from '../run-cli'

/** What the floor's one account signs with. They open nothing. */
export const floorKeys = {
  apiKey: 'floorKeyAbcdefgh12',
  secret: 'floorSecretAbcdefghijklmnopqrstuvwx01',
}

/** A server on loopback whose market goes on by the wall clock, some times faster. */
export type TradingFloor = {
  readonly server: BybitServer
  readonly desk: DryRunDesk
  readonly url: string
  readonly close: () => Promise<void>
}

const plan: GeneratedPlan = { ...generatedPlan, calmUs: 3_600e6, toxicUs: 0, levels: 10 }

/** Opens a floor. What is traded there fills by the touch, as the market goes on. */
export const openFloor = async (
  options: Partial<Parameters<typeof newDryRunDesk>[0]> = {},
  speed = 3,
  category: Category = 'linear',
): Promise<TradingFloor> => {
  const instruments = plan.symbols.map((symbol): Instrument => {
    const { type: _, ...instrument } = generatedListing(symbol).listed
    return { ...instrument, category }
  })
  const desk = newDryRunDesk({
    ...{ clock: () => Date.now(), instruments, keys: [floorKeys], fillModel: 'touch' },
    ...options,
  })
  const server = await startBybitServer({ desk, ackDelayMs: 0, tickMs: 20 })
  const begunAt = Date.now()
  const market = generatedMarket(plan)
  let next = market.next()
  let isClosed = false
  const going = (async () => {
    while (!isClosed) {
      const now = Date.now()
      const until = plan.start + (now - begunAt) * 1_000 * speed
      for (let i = 0; i < 200 && next.done !== true && next.value.at <= until; i++) {
        desk.observe(now * 1_000, inCategory(next.value.input, category))
        next = market.next()
      }
      await wait(10)
    }
  })()
  return {
    server,
    desk,
    url: `http://127.0.0.1:${server.port}`,
    close: async () => {
      isClosed = true
      await going
      await server.close()
    },
  }
}

/** A listing says which category its symbol is of. */
const inCategory = (input: Input, category: Category): Input =>
  input.type === 'InstrumentListed' ? { ...input, category } : input

/** Starts a command that goes on, with the floor's keys in its surroundings. */
export const startLive = (
  cwd: string,
  args: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>> = {},
): Recording => {
  const { MM_FREEZE_UTC_ISO: _, ...usual } = process.env
  const env = {
    ...usual,
    BYBIT_API_KEY: floorKeys.apiKey,
    BYBIT_API_SECRET: floorKeys.secret,
    ...variables,
  }
  return recordingOf(spawn(process.execPath, cliArguments(args), { cwd, env }))
}
