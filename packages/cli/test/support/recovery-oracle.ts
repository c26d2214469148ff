/** A journal as it was recorded, whole, and what can be had of it where it is damaged. */
export type Recorded = {
  readonly bytes: Buffer
  /** Each line with its newline, as latin1. */
  readonly lines: ReadonlyArray<string>
  /** Where each line ends, by its `seq`; 0 at 0. */
  readonly ends: ReadonlyArray<number>
  /** The lines that a damaged file begins with, unchanged. */
  readonly soundIn: (damaged: Buffer) => { readonly lines: number; readonly bytes: number }
  /** The first whole line behind so many sound ones that the journal has, from 1; else `null`. */
  readonly lineBehind: (damaged: Buffer, lines: number, bytes: number) => number | null
  /** The lines that a salvage takes; `null` where that takes more than bytes to say. */
  readonly keptIn: (damaged: Buffer) => ReadonlyArray<string> | null
}

/** Looks at bytes alone: it knows no CRC and no seal, only what the journal was. */
export const recordedOf = (bytes: Buffer): Recorded => {
  const lines = linesOfText(bytes.toString('latin1'))
  const own = new Set(lines)
  const ends = [0]
  for (const line of lines) ends.push((ends.at(-1) ?? 0) + line.length)
  return {
    bytes,
    lines,
    ends,
    soundIn: (damaged) => {
      const text = damaged.toString('latin1')
      let n = 0
      while (n < lines.length && text.startsWith(lines[n] ?? '', ends[n])) n += 1
      return { lines: n, bytes: ends[n] ?? 0 }
    },
    lineBehind: (damaged, before, from) => {
      const behind = linesOfText(damaged.toString('latin1', from))
      const first = behind.findIndex((line) => own.has(line))
      return first < 0 ? null : before + first + 1
    },
    keptIn: (damaged) => {
      const seqs = new Map(lines.map((line, i) => [line, i + 1]))
      const kept: Array<string> = []
      let last = 0
      const all = linesOfText(damaged.toString('latin1'))
      if (all[0] !== lines[0]) return null
      for (const line of all) {
        const seq = seqs.get(line) ?? 0
        if (seq <= last) continue
        kept.push(line)
        last = seq
      }
      // without the listing no price can be read
      const listing = lines.find((line) => line.includes('"type":"InstrumentListed"'))
      return kept.some((line) => line === listing) ? kept : null
    },
  }
}

/** The whole lines of a text, each with its newline. */
export const linesOfText = (text: string): ReadonlyArray<string> =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}\n`)
