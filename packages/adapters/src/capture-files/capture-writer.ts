import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { StreamTime } from '../bybit-streams/stream-time'
import type { FileFailure } from '../journal-files/file-failure'
import { fileFailure } from '../journal-files/file-failure'
import { captureLine } from './capture-line'
import type { MemberFile } from './member-file'
import { newMemberFile } from './member-file'
import type { RecordingPlace } from './recording-place'

/** When what is written where; sizes in bytes, times in milliseconds. */
export type CaptureWriterOptions = {
  readonly place: RecordingPlace
  readonly time: StreamTime
  /** A file this old or large is ended, and the next one begun. */
  readonly rollAfterMs: number
  readonly rollBytes: number
  /** What waits to be written this long, or is this much, becomes a gzip member of its own. */
  readonly flushEveryMs: number
  readonly flushBytes: number
  /** More than this waiting to be written is pressure; at half of it, it is over. */
  readonly waitingBytesMax: number
}

/** What a writer tells. */
export type CaptureWriterEar = {
  readonly pressure: (isHigh: boolean) => void
  /** Nothing is written any more. */
  readonly failed: (failure: FileFailure) => void
}

/** How much is safe on the disk. */
export type CaptureWritten = {
  readonly files: ReadonlyArray<string>
  readonly lines: number
  readonly bytes: number
  readonly packedBytes: number
}

/** Writes a capture as it is received, and a log beside it; nothing here waits for the disk. */
export type CaptureWriter = {
  readonly append: (receivedNs: string, frame: Uint8Array) => void
  /** A line for the log: a JSON text without a line end. */
  readonly note: (json: string) => void
  /** Ends the file behind what came so far. */
  readonly roll: () => void
  readonly written: () => CaptureWritten
  /** Writes what is left; whether it could is in `failed`. */
  readonly close: () => Promise<void>
}

const packed = promisify(gzip)
const notesMax = 10_000

/** Begins to write; the first file is made with the first message. */
export const newCaptureWriter = (
  options: CaptureWriterOptions,
  ear: CaptureWriterEar,
): CaptureWriter => {
  const { time, place } = options
  const files = rollingFiles(options)
  const backlog = newBacklog()
  const pressure = newPressure(options.waitingBytesMax, ear.pressure)
  let writing = 0
  let hasFailed = false
  let queue = Promise.resolve()
  const sum = { lines: 0, bytes: 0, packedBytes: 0 }
  const fail = (failure: FileFailure): void => {
    if (!hasFailed) ear.failed(failure)
    hasFailed = true
  }
  const write = async ({ block, count, notes }: Taken): Promise<void> => {
    if (!hasFailed && notes !== '') {
      await place.log.appendFile(notes).catch((error: unknown) => {
        fail(fileFailure(place.logPath, 'write', error))
      })
    }
    if (!hasFailed && block.length > 0) {
      const member = await packed(block)
      const failure = await files.add(member)
      if (failure !== null) fail(failure)
      else {
        sum.lines += count
        sum.bytes += block.length
        sum.packedBytes += member.length
      }
    }
    writing -= block.length
    pressure.judge(backlog.bytes() + writing)
  }
  const flush = (): void => {
    const taken = backlog.take()
    writing += taken.block.length
    queue = queue.then(() => write(taken))
  }
  const tick = (): void => {
    flush()
    callOff = time.after(options.flushEveryMs, tick)
  }
  let callOff = time.after(options.flushEveryMs, tick)
  return {
    append: (receivedNs, frame) => {
      if (hasFailed) return
      backlog.add(captureLine(receivedNs, frame))
      if (backlog.bytes() >= options.flushBytes) flush()
      pressure.judge(backlog.bytes() + writing)
    },
    note: (json) => {
      if (!hasFailed) backlog.note(json)
    },
    roll: () => {
      flush()
      queue = queue.then(files.roll)
    },
    written: () => ({ ...sum, files: files.paths }),
    close: async () => {
      callOff()
      flush()
      await queue
      await files.roll()
      await place.log.close().catch(() => undefined)
    },
  }
}

/** What waits to be written, taken at once. */
type Taken = { readonly block: Buffer; readonly count: number; readonly notes: string }

type Backlog = {
  readonly add: (line: Buffer) => void
  readonly note: (json: string) => void
  readonly bytes: () => number
  readonly take: () => Taken
}

const newBacklog = (): Backlog => {
  let lines: Array<Buffer> = []
  let notes: Array<string> = []
  let bytes = 0
  return {
    add: (line) => {
      lines.push(line)
      bytes += line.length
    },
    note: (json) => {
      if (notes.length < notesMax) notes.push(`${json}\n`)
    },
    bytes: () => bytes,
    take: () => {
      const taken = { block: Buffer.concat(lines), count: lines.length, notes: notes.join('') }
      lines = []
      notes = []
      bytes = 0
      return taken
    },
  }
}

/** Tells once that more waits than may, and once that only half of that still does. */
const newPressure = (bytesMax: number, tell: (isHigh: boolean) => void) => {
  let isHigh = false
  return {
    judge: (waiting: number): void => {
      if (isHigh ? waiting > bytesMax / 2 : waiting <= bytesMax) return
      isHigh = !isHigh
      tell(isHigh)
    },
  }
}

type RollingFiles = {
  readonly paths: ReadonlyArray<string>
  readonly add: (member: Uint8Array) => Promise<FileFailure | null>
  /** Ends the file; the next member begins another one. */
  readonly roll: () => Promise<void>
}

const rollingFiles = (options: CaptureWriterOptions): RollingFiles => {
  const { place, time } = options
  const paths: Array<string> = []
  let file: MemberFile | null = null
  let begunAt = 0
  const roll = async (): Promise<void> => {
    await file?.close().catch(() => undefined)
    file = null
  }
  return {
    paths,
    roll,
    add: async (member) => {
      const isDue =
        file !== null &&
        (file.bytes() >= options.rollBytes || time.nowMs() - begunAt >= options.rollAfterMs)
      if (isDue) await roll()
      if (file !== null) return file.add(member)
      const next = newMemberFile(place.capturePath(paths.length + 1))
      file = next
      begunAt = time.nowMs()
      const failure = await next.add(member)
      if (failure === null) paths.push(next.path)
      return failure
    },
  }
}
