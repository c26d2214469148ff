/**
 * What is wrong with a line. `field` is the first field that is off, where one can be named;
 * `says` is a sentence without the place, which the reader of the file adds.
 */
export type LineFault = {
  readonly kind: LineFaultKind
  readonly field: string | null
  readonly says: string
}

/**
 * The kinds of faults: the first ones are the line's own, `order` and `seal` are about its place,
 * `version` is a format not known here, and `fold` a close that its lines do not come to.
 */
export type LineFaultKind =
  'torn' | 'crc' | 'json' | 'shape' | 'not canonical' | 'order' | 'seal' | 'version' | 'fold'

/** A fault of a line. */
export const lineFault = (
  kind: LineFault['kind'],
  field: string | null,
  says: string,
): LineFault => ({ kind, field, says })
