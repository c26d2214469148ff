import type { Recorded, RecordingNow } from '../recordings/record-session'
import { bytesText, grouped, perSecond, quantity } from './quantity-text'

/** Where a recording is, and of what. */
export type RecordingNames = {
  readonly name: string
  readonly folder: string
  readonly symbols: ReadonlyArray<string>
  readonly instruments: string | null
  readonly log: string
}

/** One line of how a recording stands; `rate` is the messages of the last second. */
export const recordingLine = ({ seconds, counts, written }: RecordingNow, rate: number): string =>
  [
    counts.open === 0 ? 'not connected' : `${grouped(rate)} messages/s`,
    quantity(counts.messages, 'message'),
    `${bytesText(written.packedBytes)} in ${quantity(written.files.length, 'file')}`,
    quantity(counts.gaps, 'gap'),
    `${quantity(counts.losses, 'connection')} lost`,
    `lag ${lagText(counts.lagMs)}`,
    `${grouped(Math.floor(seconds))} s`,
  ].join(' · ')

/** What a recording came to, for a person. */
export const recordingText = (recorded: Recorded, names: RecordingNames): string => {
  const { counts, written, seconds } = recorded
  const what = quantity(counts.messages, 'message')
  const rate = grouped(perSecond(counts.messages, seconds))
  const lines = [
    `recorded   ${what} of ${names.symbols.join(', ')} in ${seconds.toFixed(1)} s (${rate}/s)`,
    `written    ${quantity(written.lines, 'line')}, ${bytesText(written.bytes)},` +
      ` packed ${bytesText(written.packedBytes)}`,
    ...written.files.slice(0, filesShownMax).map((file) => `file       ${file}`),
    ...more(written.files.length - filesShownMax),
    ...(names.instruments === null ? [] : [`file       ${names.instruments}`]),
    `log        ${names.log}`,
    `feed       ${quantity(counts.gaps, 'gap')}, ${quantity(counts.losses, 'connection')} lost,` +
      ` ${quantity(counts.restarts, 'restart')}, ${grouped(counts.unreadable)} unreadable`,
    `lag        ${lagText(counts.lagMs)} at the end, ${lagText(counts.lagMsMax)} at most`,
  ]
  return `${lines.join('\n')}\n`
}

/** What a recording came to, for a program. */
export const recordingJson = (
  { counts, written, seconds, end }: Recorded,
  names: RecordingNames,
): Readonly<Record<string, unknown>> => ({
  verdict: written.lines === 0 ? 'nothing recorded' : 'recorded',
  name: names.name,
  symbols: names.symbols,
  files: written.files,
  instruments: names.instruments,
  log: names.log,
  end,
  seconds: Math.round(seconds * 1_000) / 1_000,
  messages: counts.messages,
  lines: written.lines,
  bytes: written.bytes,
  packed_bytes: written.packedBytes,
  gaps: counts.gaps,
  connections_lost: counts.losses,
  restarts: counts.restarts,
  unreadable: counts.unreadable,
  unusable: counts.unusable,
  refused: Object.fromEntries(counts.refused),
  lag_ms: counts.lagMs,
  lag_ms_max: counts.lagMsMax,
})

const filesShownMax = 20

const more = (n: number): ReadonlyArray<string> =>
  n <= 0 ? [] : [`file       and ${grouped(n)} more`]

const lagText = (ms: number | null): string => (ms === null ? 'unknown' : `${ms} ms`)
