import type { Redactor } from './redactor'

/** What is written to: a process's stdout or stderr. */
export type Output = { write: (...given: ReadonlyArray<never>) => boolean }

type AnyWrite = (chunk: unknown, ...rest: ReadonlyArray<unknown>) => boolean

/**
 * Puts a redactor before an output, for everyone who writes to it from now on: our own code,
 * libraries, and modules of a user's that print. What has no secret in it passes byte for byte.
 */
export const guardOutput = (output: Output, redactor: Pick<Redactor, 'text'>): void => {
  const write = output.write.bind(output) as AnyWrite
  const guarded: AnyWrite = (chunk, ...rest) => write(redactedChunk(chunk, redactor), ...rest)
  output.write = guarded
}

const redactedChunk = (chunk: unknown, redactor: Pick<Redactor, 'text'>): unknown => {
  if (typeof chunk === 'string') return redactor.text(chunk)
  if (!(chunk instanceof Uint8Array)) return chunk
  const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('utf8')
  const redacted = redactor.text(text)
  return redacted === text ? chunk : Buffer.from(redacted, 'utf8')
}
