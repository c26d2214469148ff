import { readFileSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from './failure'
import { failure } from './failure'

/** A setting of a JSON or YAML file, and the line it stands in. */
export type Field = {
  readonly name: string
  readonly line: number
  readonly value: unknown
  /** Where the value is a list of settings itself: those. */
  readonly fields: ReadonlyArray<Field> | null
}

/** Reads a JSON or YAML file that is a list of settings by name. */
export const fieldsOfFile = async (
  file: string,
): Promise<Either<Failure, ReadonlyArray<Field>>> => {
  try {
    return await fieldsOfText(file, readFileSync(file, 'utf8'))
  } catch (error) {
    return left(failure('Usage', `Error: ${fileFailureText(fileFailure(file, 'read', error))}`))
  }
}

const fieldsOfText = async (
  file: string,
  text: string,
): Promise<Either<Failure, ReadonlyArray<Field>>> => {
  // loaded here: it would be a seventh of every command's start
  const { LineCounter, isMap, isNode, isScalar, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const bad = (offset: number, says: string): Either<Failure, never> =>
    left(failure('Usage', `Error: ${file}:${String(lines.linePos(offset).line)}: ${says}`))
  const fieldsIn = (map: unknown): ReadonlyArray<Field> | null => {
    if (!isMap(map)) return null
    const fields: Array<Field> = []
    for (const { key, value } of map.items) {
      if (!isScalar(key)) throw new BadField(0, null)
      const offset = key.range?.[0] ?? 0
      try {
        const plain: unknown = isNode(value) ? value.toJS(document) : value
        const { line } = lines.linePos(offset)
        fields.push({ name: String(key.value), line, value: plain, fields: fieldsIn(value) })
      } catch (error) {
        if (error instanceof BadField) throw error
        // an alias without an anchor, or so many that they would fill the memory
        throw new BadField(offset, error instanceof Error ? error.message : 'not YAML')
      }
    }
    return fields
  }
  const [fault] = document.errors
  if (fault !== undefined)
    return bad(fault.pos[0], (fault.message.split(' at line ')[0] ?? '').replace(/[.:\s]+$/, ''))
  try {
    const fields = fieldsIn(document.contents)
    return fields === null ? left(failure('Usage', `Error: ${file}: ${noSettings}`)) : right(fields)
  } catch (error) {
    if (!(error instanceof BadField)) throw error
    return error.says === null
      ? left(failure('Usage', `Error: ${file}: ${noSettings}`))
      : bad(error.offset, error.says)
  }
}

/** A field that is none; `says` is `null` where it has no name. */
class BadField extends Error {
  override readonly name = 'BadField'

  constructor(
    readonly offset: number,
    readonly says: string | null,
  ) {
    super(says ?? 'a field without a name')
  }
}

const noSettings = 'the file is not a list of settings by name'
