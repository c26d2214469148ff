import type { ArchiveForm } from './archive-form'
import { isFieldEmpty } from './csv-row'
import type { OpenRow } from './row-values'
import { columnOf, timeAt } from './row-values'

/** Where a row's times stand. */
export type TimeColumns = { readonly venueAt: number; readonly receivedAt: number }

/** The columns of the exchange's own time and, where there is one, of the receive time. */
export const timeColumns = (form: ArchiveForm): TimeColumns => ({
  venueAt: columnOf(form, 'timestamp'),
  receivedAt: columnOf(form, 'local_timestamp'),
})

/** When the exchange says that it was; where it says nothing, when it was received. */
export const venueTime = (open: OpenRow, { venueAt, receivedAt }: TimeColumns): number =>
  isFieldEmpty(open.row, venueAt) && receivedAt >= 0
    ? timeAt(open, receivedAt)
    : timeAt(open, venueAt)

/** When a row was received, or else when the exchange says that it was. */
export const receiveTime = (open: OpenRow, { receivedAt }: TimeColumns, venueAt: number): number =>
  receivedAt < 0 || isFieldEmpty(open.row, receivedAt) ? venueAt : timeAt(open, receivedAt)
