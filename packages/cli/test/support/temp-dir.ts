import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory of its own for each test file, gone when the file's tests are done. */
export const tempDir = (): string => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'shadowtape-')))
  afterAll(() => {
    rmSync(dir, { recursive: true })
  })
  return dir
}
