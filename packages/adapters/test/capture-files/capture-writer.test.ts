import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { isLeft } from 'fp-ts/Either'

import { captureLine } from '../../src/capture-files/capture-line'
import type { CaptureWriterOptions } from '../../src/capture-files/capture-writer'
import { newCaptureWriter } from '../../src/capture-files/capture-writer'
import { recordingPlace } from '../../src/capture-files/recording-place'
import type { FileFailure } from '../../src/journal-files/file-failure'
import { movedTime } from '../bybit-streams/moved-time'
import { until } from '../bybit-streams/until'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shadowtape-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const placeNow = async () => {
  const place = await recordingPlace(folder, 'rec')()
  if (isLeft(place)) throw new Error(place.left.code)
  return place.right
}

const begin = async (more: Partial<CaptureWriterOptions> = {}) => {
  const time = movedTime()
  const place = more.place ?? (await placeNow())
  const pressures: Array<boolean> = []
  const failures: Array<FileFailure> = []
  const writer = newCaptureWriter(
    {
      place,
      time,
      rollAfterMs: 60_000,
      rollBytes: 1_000_000,
      flushEveryMs: 1_000,
      flushBytes: 10_000,
      waitingBytesMax: 100_000,
      ...more,
    },
    { pressure: (isHigh) => pressures.push(isHigh), failed: (why) => failures.push(why) },
  )
  const append = (text: string) => writer.append(time.receivedNs(), Buffer.from(text))
  return { writer, append, time, place, pressures, failures }
}

const names = () => readdirSync(folder).sort()
const capture = (n: number) =>
  gunzipSync(readFileSync(join(folder, `rec.00000${n}.capture.gz`))).toString()
const ns = '1796000000000000000'

describe('a line of a capture', () => {
  it('is the receive time, a space, and the frame as it came', () => {
    expect(captureLine(ns, Buffer.from('{"a": "ü"}')).toString()).toBe(`${ns} {"a": "ü"}\n`)
  })

  it('stays one line where the frame has line ends between its tokens', () => {
    expect(captureLine(ns, Buffer.from('{\r\n"a":\n1}')).toString()).toBe(`${ns} {  "a": 1}\n`)
    expect(captureLine(ns, Buffer.alloc(0)).toString()).toBe(`${ns} \n`)
  })
})

describe('a writer of captures', () => {
  it('makes no file before there is a message to put into it', async () => {
    const { writer, time } = await begin()
    time.pass(5_000)
    await writer.close()
    expect(names()).toStrictEqual(['rec.log.jsonl'])
    expect(writer.written()).toStrictEqual({ files: [], lines: 0, bytes: 0, packedBytes: 0 })
  })

  it('puts what came in a second on the disk as a gzip member of its own', async () => {
    const { writer, append, time } = await begin()
    append('one')
    time.pass(999)
    expect(writer.written().lines).toBe(0)
    time.pass(1)
    await until(() => writer.written().lines === 1)
    expect(capture(1)).toBe(`${ns} one\n`)
    append('two')
    time.pass(1_000)
    await until(() => writer.written().lines === 2)
    expect(capture(1)).toMatch(/^\d{19} one\n\d{19} two\n$/)
    await writer.close()
    expect(names()).toStrictEqual(['rec.000001.capture.gz', 'rec.log.jsonl'])
  })

  it('does not wait for the second where much came', async () => {
    const { writer, append } = await begin()
    append('x'.repeat(10_000))
    await until(() => writer.written().lines === 1)
    await writer.close()
  })

  it('begins a new file by age, by size, and when it is asked', async () => {
    const { writer, append, time } = await begin({ rollBytes: 200 })
    const second = async (text: string, lines: number): Promise<void> => {
      append(text)
      time.pass(1_000)
      await until(() => writer.written().lines === lines)
    }
    await second('first', 1)
    time.pass(60_000)
    await second('after its age', 2)
    append('goes with what came')
    writer.roll()
    await until(() => writer.written().lines === 3)
    const random = Array.from({ length: 300 }, (_, i) => (i * 7919) % 10_007).join(',')
    await second(random, 4)
    await second('after its size', 5)
    await writer.close()
    expect(writer.written().files).toHaveLength(4)
    expect(capture(2)).toMatch(/ after its age\n\d{19} goes with what came\n$/)
    expect(capture(4)).toMatch(/^\d{19} after its size\n$/)
  })

  it('writes its log in the order of what happened', async () => {
    const { writer, time } = await begin()
    writer.note('{"a":1}')
    time.pass(1_000)
    writer.note('{"a":2}')
    await writer.close()
    expect(readFileSync(join(folder, 'rec.log.jsonl'), 'utf8')).toBe('{"a":1}\n{"a":2}\n')
  })

  it('tells once that too much waits for the disk, and once that it is over', async () => {
    const { writer, append, pressures } = await begin()
    for (let i = 0; i < 12; i++) append('x'.repeat(20_000))
    expect(pressures).toStrictEqual([true])
    await until(() => writer.written().lines === 12)
    expect(pressures).toStrictEqual([true, false])
    await writer.close()
  })

  it('fails where it may not write, and takes nothing more', async () => {
    const place = await placeNow()
    writeFileSync(place.capturePath(1), 'precious')
    const { writer, append, failures } = await begin({ place })
    append('one')
    await writer.close()
    const path = place.capturePath(1)
    expect(failures).toStrictEqual([{ type: 'FileFailure', path, doing: 'create', code: 'EEXIST' }])
    append('two')
    expect(writer.written().lines).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe('precious')
  })
})

describe('a place for a recording', () => {
  it('is no other recording’s, within the same second', async () => {
    const [one, other] = [await placeNow(), await placeNow()]
    expect([one.name, other.name]).toStrictEqual(['rec', 'rec-2'])
    await Promise.all([one.log.close(), other.log.close()])
  })
})
