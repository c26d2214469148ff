import { statSync } from 'node:fs'

/** Whether two paths lead to one file, by whatever links. A path that leads nowhere is no file. */
export const isSameFile = (a: string, b: string): boolean => {
  const one = identity(a)
  return one !== null && one === identity(b)
}

const identity = (path: string): string | null => {
  try {
    const { dev, ino } = statSync(path)
    return `${String(dev)}:${String(ino)}`
  } catch {
    return null
  }
}
