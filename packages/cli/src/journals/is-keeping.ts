/** Whether a line says how a journal is kept, and nothing that was decided. */
export const isKeeping = (type: string): boolean => keeping.has(type)

const keeping: ReadonlySet<string> = new Set([
  'Sealed',
  'SegmentOpened',
  'SnapshotTaken',
  'SessionClosed',
])
