import type { FileHandle } from 'node:fs/promises'

/**
 * Bytes in pieces. A piece stays as it is until the next but one is asked for; `null` is the
 * end. `Damaged` is the end of what could be made out.
 */
export type Bytes = {
  readonly next: () => Promise<Buffer | Damaged | null>
}

/** The bytes do not go on as they should. */
export type Damaged = { readonly type: 'Damaged'; readonly detail: string }

/** The bytes of a part of a file as they stand, in pieces of at most `pieceBytes`. */
export const rawBytes = (
  file: FileHandle,
  start: number,
  end: number,
  pieceBytes: number,
  onRead: (bytes: number) => void,
): Bytes => {
  let buffer = Buffer.allocUnsafeSlow(pieceBytes)
  let spare = Buffer.allocUnsafeSlow(pieceBytes)
  let at = start
  return {
    next: async () => {
      const wanted = Math.min(pieceBytes, end - at)
      if (wanted <= 0) return null
      ;[buffer, spare] = [spare, buffer]
      const piece = buffer
      const { bytesRead } = await file.read(piece, 0, wanted, at)
      if (bytesRead === 0) return { type: 'Damaged', detail: 'the file has become shorter' }
      at += bytesRead
      onRead(bytesRead)
      return piece.subarray(0, bytesRead)
    },
  }
}
