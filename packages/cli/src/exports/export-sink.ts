import type { Entry, LineFault, ScaleTable } from '@shadowtape/core'

/** A sound line of a journal. The bytes are lent until the next block is read. */
export type SoundLine = {
  readonly entry: Entry
  readonly b: Buffer
  readonly start: number
  /** The newline's place. */
  readonly end: number
  readonly scales: ScaleTable
}

/** Which lines are wanted; what is left out lets all pass. */
export type ExportWanted = {
  readonly types?: ReadonlySet<string>
  readonly symbol?: string
}

/** What an export says about itself, where its format has a place for it. */
export type ExportLabel = Readonly<Record<string, string>>

/** Takes a journal's lines and writes them in another format. */
export type ExportSink = {
  /** Takes a line; a fault is why it, and what follows, cannot be exported. */
  readonly take: (line: SoundLine) => LineFault | null
  /** Writes what may be written by now. */
  readonly drain: () => Promise<void>
  /** Ends every file, so that it opens. */
  readonly finish: (label: ExportLabel) => Promise<void>
  /** How many lines, or messages, each file has, by its name. */
  readonly rows: ReadonlyMap<string, number>
}

/** Whether a line is wanted. */
export const isWanted = ({ types, symbol }: ExportWanted, { message }: Entry): boolean =>
  (types?.has(message.type) ?? true) &&
  (symbol === undefined || ('symbol' in message && message.symbol === symbol))
