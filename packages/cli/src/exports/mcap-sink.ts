import type { Outputs } from '@shadowtape/adapters'
import type { LineFault, Message, State } from '@shadowtape/core'
import {
  engineName,
  engineVersion,
  initialState,
  lineFault,
  noSlice,
  reducerOf,
  usdScale,
} from '@shadowtape/core'

import { netUsd } from '../reports/holdings'
import type { ExportLabel, ExportSink, ExportWanted } from './export-sink'
import { isWanted } from './export-sink'
import type { PlotSchema } from './plot-schemas'
import { lineSchema, plotSchemas } from './plot-schemas'
import type { PlotPoint } from './plots'
import { newPlots, numberOf } from './plots'

type Waiting = {
  readonly topic: string
  readonly schemaName: string
  readonly seq: number
  readonly at: number
  readonly data: Uint8Array
}

/** Writes MCAP: plots of the state that the lines fold to, and the lines themselves. */
export const mcapSink = async (wanted: ExportWanted, outputs: Outputs): Promise<ExportSink> => {
  const writer = await newWriter(outputs)
  const rows = new Map<string, number>()
  const state = initialState()
  const reducer = reducerOf(noSlice)
  const plots = newPlots(wanted.symbol)
  const changed = changesOnly()
  let waiting: Array<Waiting> = []
  return {
    rows,
    take: (line) => {
      const { entry, b, start, end } = line
      const { seq, at, message } = entry
      const fault = faultOf(() => reducer.apply(state, entry))
      if (fault !== null) return fault
      const points = withTotal(state, plots(state, entry))
      for (const { topic, kind, values } of changed(points, message.type === 'SessionClosed')) {
        const data = Buffer.from(JSON.stringify({ seq, ...values }))
        waiting.push({ topic, schemaName: `shadowtape.${kind}`, seq, at, data })
      }
      if (!isWanted(wanted, entry)) return null
      const { type } = message
      const data = Buffer.from(b.subarray(start, end))
      waiting.push({ topic: `/events/${type}`, schemaName: `shadowtape.${type}`, seq, at, data })
      return null
    },
    drain: async () => {
      for (const each of waiting) {
        await writer.add(each)
        rows.set(each.topic, (rows.get(each.topic) ?? 0) + 1)
      }
      waiting = []
    },
    finish: writer.finish,
  }
}

/** The one file's name among the outputs. */
export const mcapName = 'mcap'

/** The plots and, where an account's P&L is among them, that of the session. */
const withTotal = (state: State, points: ReadonlyArray<PlotPoint>): ReadonlyArray<PlotPoint> => {
  if (!points.some(({ kind }) => kind === 'Pnl')) return points
  const values = { netUsd: numberOf(netUsd(state), usdScale) }
  return [...points, { topic: '/pnl', kind: 'TotalPnl', values }]
}

/** Leaves out a point that says what its topic said last, unless all are asked for. */
const changesOnly = (): ((
  points: ReadonlyArray<PlotPoint>,
  isLast: boolean,
) => ReadonlyArray<PlotPoint>) => {
  const said = new Map<string, string>()
  return (points, isLast) =>
    points.filter(({ topic, kind, values }) => {
      if (kind === 'Fill') return true
      const text = Object.values(values).join()
      const isNew = isLast || said.get(topic) !== text
      if (isNew) said.set(topic, text)
      return isNew
    })
}

/** What keeps the reducers from following a line: a contradiction in the journal. */
const faultOf = (apply: () => void): LineFault | null => {
  try {
    apply()
    return null
  } catch (error) {
    return lineFault('fold', null, error instanceof Error ? error.message : String(error))
  }
}

type LineWriter = {
  readonly add: (message: Waiting) => Promise<void>
  readonly finish: (label: ExportLabel) => Promise<void>
}

const newWriter = async (outputs: Outputs): Promise<LineWriter> => {
  const { McapWriter } = await import('@mcap/core')
  const write = (bytes: Uint8Array): Promise<void> => {
    outputs.append(mcapName, bytes)
    return Promise.resolve()
  }
  const position = (): bigint => BigInt(outputs.bytesOf(mcapName))
  const writer = new McapWriter({ writable: { write, position } })
  await writer.start({ profile: '', library: `${engineName} ${engineVersion}` })
  const schemas = new Map<string, number>()
  const channels = new Map<string, number>()
  const schemaId = async (name: string): Promise<number> => {
    const data = Buffer.from(JSON.stringify(schemaOf(name)))
    const id = schemas.get(name) ?? (await writer.registerSchema({ name, encoding, data }))
    schemas.set(name, id)
    return id
  }
  const channelId = async ({ topic, schemaName }: Waiting): Promise<number> => {
    const known = channels.get(topic)
    if (known !== undefined) return known
    const id = await writer.registerChannel({
      ...{ topic, messageEncoding: 'json', metadata: new Map<string, string>() },
      schemaId: await schemaId(schemaName),
    })
    channels.set(topic, id)
    return id
  }
  return {
    add: async (message) => {
      const logTime = BigInt(message.at) * 1_000n
      await writer.addMessage({
        channelId: await channelId(message),
        ...{ sequence: message.seq % 2 ** 32, logTime, publishTime: logTime, data: message.data },
      })
    },
    finish: async (label) => {
      await writer.addMetadata({ name: engineName, metadata: new Map(Object.entries(label)) })
      await writer.end()
    },
  }
}

const encoding = 'jsonschema'

const schemaOf = (name: string): PlotSchema => {
  const own = name.slice(name.indexOf('.') + 1)
  return Object.hasOwn(plotSchemas, own)
    ? plotSchemas[own as keyof typeof plotSchemas]
    : lineSchema(own as Message['type'])
}
