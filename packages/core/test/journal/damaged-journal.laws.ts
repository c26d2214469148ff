import type { Input } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  bytesChecker,
  example,
  passed,
  twoSided,
} from '../../src'
import { bodyOf, withCrc } from '../support/lines'
import { recorded } from '../support/recorded'
import { sha256 } from '../support/sha256'
import { at } from '../support/timed'

const journal = Buffer.from(
  recorded(
    {
      opened: aSession({ sealLinesMax: 6 }),
      inputs: [
        at(0, anInstrument()),
        at(10, aQuote()),
        at(20, aPlaceOrder()),
        at(90_000, passed(0).message as Input),
        at(90_000, example('FreezeTrading', { symbol: null, actor: 'ana', note: 'née' })),
      ],
    },
    twoSided,
  ).bytes,
)

/** Each line with its newline. */
const lines: ReadonlyArray<Buffer> = journal
  .toString('latin1')
  .split(/(?<=\n)/)
  .map((line) => Buffer.from(line, 'latin1'))

const startOf = (index: number): number =>
  lines.slice(0, index).reduce((sum, line) => sum + line.length, 0)

/** How a journal is handed over: whole lines, many at once or each of them alone. */
type Way = 'in one block' | 'line by line'

/** What is known of a file once every byte was looked at, as `verify` goes about it. */
const verdictOn = (file: Uint8Array, way: Way) => {
  const checker = bytesChecker(sha256)
  const { found } = checker
  const whole = file.lastIndexOf(10) + 1
  let isFaulty = false
  for (let p = 0; p < whole && !isFaulty;) {
    const end = way === 'in one block' ? whole : file.indexOf(10, p) + 1
    isFaulty = checker.block(file, p, end) !== null
    p = end
  }
  const isEnded = found.closed !== null && found.closed.lines === found.lines
  return { isClean: !isFaulty && isEnded && whole === file.length, found }
}

/**
 * What is wrong with the verdict on a damaged file, or `null`: nothing damaged is clean, what came
 * before the fault is how the journal began, and the damage does not count as sound.
 */
const complaint = (file: Uint8Array, damagedLine: number, way: Way): string | null => {
  const { isClean, found } = verdictOn(file, way)
  if (isClean) return 'clean'
  if (found.lines > damagedLine) return `sound up to line ${found.lines}`
  const isPrefix = journal.subarray(0, found.bytes).equals(file.subarray(0, found.bytes))
  return isPrefix && found.bytes === startOf(found.lines) ? null : 'not how it began'
}

/** Complaints about damaged files, by turns in both ways, with a name for the place. */
const complaints = (
  damaged: Iterable<readonly [place: string, file: Uint8Array, line: number]>,
): ReadonlyArray<string> => {
  const found: Array<string> = []
  let way: Way = 'in one block'
  for (const [place, file, line] of damaged) {
    way = way === 'in one block' ? 'line by line' : 'in one block'
    const says = complaint(file, line, way)
    if (says !== null) found.push(`${place}, ${way}: ${says}`)
  }
  return found
}

/** The journal with the lines from `index` on, so many of them, replaced by others. */
const withLines = (index: number, count: number, others: ReadonlyArray<Buffer>): Buffer =>
  Buffer.concat([...lines.slice(0, index), ...others, ...lines.slice(index + count)])

/** The index of the line that a byte belongs to. */
const lineOf: ReadonlyArray<number> = lines.flatMap((line, i) => Array.from(line, () => i))

describe('a journal', () => {
  it('is clean as it was recorded', () => {
    expect(verdictOn(journal, 'in one block')).toMatchObject({ isClean: true })
    expect(verdictOn(journal, 'line by line')).toMatchObject({ isClean: true })
    expect(lines.length).toBeGreaterThan(20)
  })

  it('is not clean with a bit or the other bits of any byte flipped', () => {
    const flipped = Uint8Array.from(journal)
    const damaged = function* () {
      for (let place = 0; place < journal.length; place++) {
        const byte = journal[place] ?? 0
        const bit = 1 << ((place >> 1) % 8)
        // which of them is read in which way changes from byte to byte
        for (const mask of place % 2 === 0 ? [bit, 255 ^ bit] : [255 ^ bit, bit]) {
          flipped[place] = byte ^ mask
          yield [`byte ${place}, bits ${mask}`, flipped, lineOf[place] ?? 0] as const
        }
        flipped[place] = byte
      }
    }
    expect(complaints(damaged())).toStrictEqual([])
  })

  it('is not clean when it ends after any byte but the last', () => {
    const damaged = Array.from(
      journal,
      (_, size) => [`cut to ${size}`, journal.subarray(0, size), lineOf[size] ?? 0] as const,
    )
    expect(complaints(damaged)).toStrictEqual([])
  })

  it('is not clean with its tail zeroed from any line on, or with anything behind it', () => {
    const places = Array.from(journal.keys()).filter(
      (place) => place % 5 === 0 || place === startOf(lineOf[place] ?? 0),
    )
    const zeroed = places.map((from) => {
      const file = Buffer.alloc(journal.length)
      journal.copy(file, 0, 0, from)
      return [`zeros from ${from}`, file, lineOf[from] ?? 0] as const
    })
    const behind = Array.from({ length: 256 }, (_, byte) => {
      const file = Buffer.concat([journal, Uint8Array.of(byte)])
      return [`byte ${byte} behind`, file, lines.length] as const
    })
    expect(complaints([...zeroed, ...behind])).toStrictEqual([])
  })

  it('is not clean with any line or any two in a row taken out, doubled, moved or emptied', () => {
    const damaged = lines.flatMap((line, i) => {
      const next = lines[i + 1] ?? Buffer.alloc(0)
      const change = (what: string, count: number, others: ReadonlyArray<Buffer>, from = i) =>
        [`line ${i + 1} ${what}`, withLines(i, count, others), from] as const
      return [
        change('taken out', 1, []),
        change('doubled', 1, [line, line], i + 1),
        change('emptied', 1, [Buffer.from('\n')]),
        change('without its newline', 1, [line.subarray(0, -1)]),
        change('told twice, with the next', 2, [line, next, line, next], i + 2),
        change('taken out with the next', 2, []),
        ...lines
          .filter((_, j) => j !== i + 1)
          .map((other) => change('followed by another', 1, [line, other], i + 1)),
        ...(next.length === 0
          ? []
          : [
              change('behind the next', 2, [next, line]),
              change('followed by the next twice', 2, [line, next, next], i + 2),
            ]),
      ]
    })
    expect(complaints(damaged)).toStrictEqual([])
  })

  it('is not clean with a byte put in or taken out anywhere', () => {
    const damaged = Array.from(journal, (byte, p) => {
      const put = [[], [0], [10], [byte, byte]][p % 4] ?? []
      const from = p % 4 === 0 || p % 4 === 3 ? p + 1 : p
      const file = Buffer.concat([journal.subarray(0, p), Buffer.from(put), journal.subarray(from)])
      // a newline that is doubled leaves its line as it was
      const line = (lineOf[p] ?? 0) + (byte === 10 && put[0] === 10 ? 1 : 0)
      return [`byte ${p}, way ${p % 4}`, file, line] as const
    })
    expect(complaints(damaged)).toStrictEqual([])
  })
})

describe('a journal whose damage was given good CRCs', () => {
  /** Numbered anew with CRCs made good, as whoever edits a journal would. */
  const renumbered = (edited: ReadonlyArray<Buffer>): Buffer =>
    Buffer.concat(
      edited.map((line, i) => {
        const body = Buffer.from(bodyOf(line)).toString('latin1')
        const numbered = body.replace(/"seq":[0-9]+/, `"seq":${i + 1}`)
        return Buffer.concat([withCrc(Buffer.from(numbered, 'latin1')), Buffer.from('\n')])
      }),
    )

  /** The line with its last digit before the CRC another one. */
  const edited = (line: Buffer): Buffer => {
    const body = Buffer.from(bodyOf(line)).toString('latin1')
    const other = body.replace(/[0-9](?=[^0-9]*$)/, (digit) => (digit === '7' ? '8' : '7'))
    return Buffer.concat([withCrc(Buffer.from(other, 'latin1')), Buffer.from('\n')])
  }

  it('is the journal when nothing was edited', () => {
    expect(renumbered(lines).equals(journal)).toBe(true)
  })

  it('is not clean, and what is sealed before the fault is how the journal began', () => {
    const complaintsAbout = lines.flatMap((line, i) => {
      const next = lines[i + 1]
      const taken = renumbered(lines.filter((_, j) => j !== i))
      const doubled = renumbered([...lines.slice(0, i + 1), line, ...lines.slice(i + 1)])
      // the last line's own figures are the replays' to hold
      const changed = lines.map((each, j) => (j === i ? edited(each) : each))
      return [taken, doubled, ...(next === undefined ? [] : [renumbered(changed)])].flatMap(
        (file) => {
          const { isClean, found } = verdictOn(file, 'in one block')
          const sealed = startOf(found.sealedLines)
          const isPrefix = journal.subarray(0, sealed).equals(file.subarray(0, sealed))
          return isClean || !isPrefix ? [`line ${i + 1}`] : []
        },
      )
    })
    expect(complaintsAbout).toStrictEqual([])
  })
})
