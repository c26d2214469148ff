import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own for each test of a file, gone after it; ask for its path in the test. */
export const tempFolder = (): (() => string) => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shadowtape-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })
  return () => folder
}
