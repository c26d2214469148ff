import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory for a test file's many small files: in memory, where the machine has such a place. */
export const memoryDir = (): string => {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shadowtape-'))
  afterAll(() => {
    rmSync(dir, { recursive: true })
  })
  return dir
}
