/**
 * What is wrong with a line. `field` is the first field that is off, where one can be named;
 * `says` is a sentence without the place, which the reader of the file adds.
 */
export type LineFault = {
  readonly kind: 'torn' | 'crc' | 'json' | 'shape' | 'not canonical' | 'order' | 'seal' | 'version'
  readonly field: string | null
  readonly says: string
}

/** A fault of a line. */
export const lineFault = (
  kind: LineFault['kind'],
  field: string | null,
  says: string,
): LineFault => ({ kind, field, says })
