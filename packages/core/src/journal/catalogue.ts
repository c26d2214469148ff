import type { Digest } from '../units/digest'
import type { Dialect } from './dialect'
import type { NewHasher } from './digest'
import { digestOfText } from './digest-of'
import { fieldsOf } from './field-kind'
import { knownDialects } from './known-dialects'

/** The format this engine writes, as a header names it. */
export const formatName = 'shadowtape-journal'
/** The version of the format this engine writes, and the newest it reads. */
export const formatVersion = 1

/**
 * Every message with its fields, in order and with their kinds, as one text. Its digest stands in
 * each header, so that a journal says which catalogue it was written by.
 */
export const catalogueText = ({ spoken }: Dialect = knownDialects.newest): string =>
  [...spoken.values()]
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ written, codec }) => {
      const fields = fieldsOf(codec).map(
        ({ name, kind, isNullable }) =>
          `${name}:${JSON.stringify(kind)}${isNullable ? '|null' : ''}`,
      )
      return `${written}(${fields.join(',')})`
    })
    .join('\n')

/** The digest by which headers name a catalogue. */
export const catalogueDigest = (
  newHasher: NewHasher,
  dialect: Dialect = knownDialects.newest,
): Digest => digestOfText(newHasher, catalogueText(dialect))

/** Who writes journals, as a header names it. */
export const engineName = 'shadowtape'
/** By which rules the engine decides: another version may decide otherwise. */
export const engineVersion = '0.1.0'
/** The versions whose sessions this engine decides as they did, itself included, oldest first. */
export const engineVersionsReplayed: ReadonlyArray<string> = [engineVersion]
