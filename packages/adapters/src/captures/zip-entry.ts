import type { Entry, ZipFile } from 'yauzl'
import { openPromise } from 'yauzl'

/** Where the one file inside a zip stands, and how it is packed. */
export type ZipEntry = {
  readonly type: 'ZipEntry'
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isDeflated: boolean
  readonly crc32: number
}

/** Why a zip cannot be used: damaged, or not what a capture looks like. */
export type ZipFault =
  | { readonly type: 'Damaged'; readonly detail: string }
  | { readonly type: 'Unfit'; readonly detail: string }

/** Finds the one `.data` file inside a zip. */
export const zipEntry = async (path: string): Promise<ZipEntry | ZipFault> => {
  let zip: ZipFile | null = null
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true })
    const entries: Array<Entry> = []
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.push(entry)
    }
    const [entry, ...others] = entries
    if (entry === undefined || others.length > 0) {
      return unfit(`the zip holds ${entries.length} files where one was expected`)
    }
    if (entry.isEncrypted()) return unfit('the file in the zip is encrypted')
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
      return unfit(`the zip is packed by the method ${entry.compressionMethod}`)
    }
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    return {
      type: 'ZipEntry',
      name: entry.fileName,
      start: fileDataStart,
      end: fileDataStart + entry.compressedSize,
      isDeflated: entry.compressionMethod === 8,
      crc32: entry.crc32,
    }
  } catch (error) {
    return { type: 'Damaged', detail: (error as Error).message }
  } finally {
    zip?.close()
  }
}

const unfit = (detail: string): ZipFault => ({ type: 'Unfit', detail })
