import { readFileSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { fieldsOfText } from '../journals/line-text'
import { printable } from '../reports/printable'
import type { Golden } from './golden'
import { GoldenHead } from './golden'
import { usOfRelative } from './relative-time'

/** Reads a golden; what is wrong with it is told with the line it stands in. */
export const readGolden = (path: string): Either<string, Golden> => {
  const text = goldenOf(path)
  if (isLeft(text)) return text
  const [first = '', ...rest] = text.right.split('\n')
  const head = GoldenHead.decode(fieldsOfText(first))
  if (isLeft(head)) {
    const [fault] = head.left
    const field = fault?.context.at(-1)?.key ?? ''
    return left(`${path}:1: ${field === '' ? 'no golden begins so' : `${field} is not right`}`)
  }
  if (rest.pop() !== '') return left(`${path}: its last line has no end`)
  for (const [index, line] of rest.entries()) {
    const fault = faultOf(line)
    if (fault !== null) return left(`${path}:${String(index + 2)}: ${fault}`)
  }
  return right({ head: head.right, lines: rest })
}

const goldenOf = (path: string): Either<string, string> => {
  try {
    return right(readFileSync(path, 'utf8'))
  } catch (error) {
    return left(fileFailureText(fileFailure(path, 'read', error)))
  }
}

const faultOf = (line: string): string | null => {
  // a merge that git could not do leaves these
  if (/^(<{7}|={7}|>{7})/.test(line)) return 'a merge conflict'
  const fields = fieldsOfText(line)
  if (fields === null) return `not a line of a golden: ${printable(line.slice(0, 60))}`
  const { at, type } = fields
  if (typeof at !== 'string' || usOfRelative(at) === null) return 'at is no time'
  return typeof type === 'string' ? null : 'type is missing'
}
