import { messages } from '../events/entry'
import { fieldsOf } from './field-kind'

/** The format this engine writes, as a header names it. */
export const formatName = 'shadowtape-journal'
/** The version of the format this engine writes, and the newest it reads. */
export const formatVersion = 1

/**
 * Every message with its fields, in order and with their kinds, as one text. Its digest stands in
 * each header, so that a journal says which catalogue it was written by.
 */
export const catalogueText = (): string =>
  Object.entries(messages)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, codec]) => {
      const fields = fieldsOf(codec).map(
        ({ name, kind, isNullable }) =>
          `${name}:${JSON.stringify(kind)}${isNullable ? '|null' : ''}`,
      )
      return `${type}(${fields.join(',')})`
    })
    .join('\n')

/** Who writes journals, as a header names it. */
export const engineName = 'shadowtape'
/** By which rules the engine decides: another version may decide otherwise. */
export const engineVersion = '0.1.0'
