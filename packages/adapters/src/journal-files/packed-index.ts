import { readFileSync, renameSync, writeFileSync } from 'node:fs'

import { zlibCrc } from '../digest/crc32'

/** A member of a packed file: where it begins there, and in the bytes that it unpacks to. */
export type Member = { readonly packedFrom: number; readonly from: number }

/** Where the members of a packed file are: a cache, which may be deleted at any time. */
export type PackedIndex = {
  readonly packedSize: number
  /** How many bytes the file unpacks to. */
  readonly size: number
  readonly members: ReadonlyArray<Member>
}

/** Where the index of a packed file is kept. */
export const indexPath = (path: string): string => `${path}.index`

/** The index beside a packed file of so many bytes, or `null` where there is none that fits. */
export const readIndex = (path: string, packedSize: number): PackedIndex | null => {
  try {
    const kept = readFileSync(indexPath(path), 'utf8')
    const index = JSON.parse(kept) as PackedIndex
    const isOurs = index.packedSize === packedSize && isRising(index) && kept === indexText(index)
    return isOurs ? index : null
  } catch {
    return null
  }
}

const isRising = ({ members, size, packedSize }: PackedIndex): boolean => {
  const [first] = members
  return (
    first?.from === 0 &&
    first.packedFrom === 0 &&
    members.every(({ from, packedFrom }, i) => {
      const next = members[i + 1] ?? { from: size, packedFrom: packedSize }
      return Number.isSafeInteger(from) && from < next.from && packedFrom < next.packedFrom
    })
  )
}

/** An index as it is kept: with a CRC, as it is believed where bytes are looked for. */
export const indexText = ({ packedSize, size, members }: PackedIndex): string => {
  const index = { packedSize, size, members }
  const crc = zlibCrc(Buffer.from(JSON.stringify(index)))
  return `${JSON.stringify({ ...index, crc })}\n`
}

/** Keeps an index; where that cannot be, it is made anew the next time. */
export const writeIndex = (path: string, index: PackedIndex): void => {
  const target = indexPath(path)
  try {
    writeFileSync(`${target}.tmp`, indexText(index))
    renameSync(`${target}.tmp`, target)
  } catch {
    // a cache that cannot be kept is no failure
  }
}
