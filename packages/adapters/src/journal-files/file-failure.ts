/** A file that the world would not let us read or write. `code` is the system's, such as ENOSPC. */
export type FileFailure = {
  readonly type: 'FileFailure'
  readonly path: string
  readonly doing: 'create' | 'open' | 'read' | 'write' | 'sync' | 'close' | 'rename'
  readonly code: string
}

/** The failure behind an error that node:fs threw; anything else is thrown on. */
export const fileFailure = (
  path: string,
  doing: FileFailure['doing'],
  error: unknown,
): FileFailure => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined) throw error
  return { type: 'FileFailure', path, doing, code }
}

/** A failure in words. */
export const fileFailureText = ({ path, doing, code }: FileFailure): string => {
  const reason = reasons[code] ?? `the system said ${code}`
  return `${path}: cannot ${verbs[doing] ?? doing}: ${reason}`
}

const verbs: Readonly<Record<string, string>> = { sync: 'make it durable' }

const reasons: Readonly<Record<string, string>> = {
  BAD_GZIP: 'it is no gzip file of independent members, as pack writes them; decompress it first',
  EACCES: 'permission denied',
  EEXIST: 'it exists already; --force replaces it',
  EFBIG: 'the file is as large as it may get',
  EISDIR: 'it is a directory',
  EIO: 'the device failed',
  LINE_TOO_LONG: 'it has a line of more than 64 MiB',
  NOT_A_FILE: 'what is there is no plain file',
  ENOTEMPTY: 'it is not empty; --force replaces what an export left there',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a part of the path is not a directory',
  EDQUOT: 'the quota is used up',
  EPERM: 'it is not permitted',
  NO_SEGMENTS: 'it is a directory without segments, such as 000001.jsonl',
  EROFS: 'the file system is read-only',
  WRONG_INDEX: 'its index was wrong, and was made anew; try again',
  SHORT_WRITE: 'the system took only a part of it, as where space runs out',
}
