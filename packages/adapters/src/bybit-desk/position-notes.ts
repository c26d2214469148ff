import type { FundingSettled, Instrument, OrderFilled, Position } from '@shadowtape/core'
import { filledAt, flat } from '@shadowtape/core'

/** What a position is told with beside what core keeps of it. */
export type PositionNote = {
  /** As it was after the last event that the desk has told of. */
  readonly position: { -readonly [K in keyof Position]: Position[K] }
  createdMs: number
  updatedMs: number
  seq: number
  /** What had been made, and paid, before this position was opened, in amount units. */
  realizedBefore: number
  leverage: number
}

/** What one fill did to a position. */
export type Moved = { readonly closedQty: number; readonly pnl: number }

/** A note of a position that never was. */
export const newPositionNote = (leverage: number, atMs: number): PositionNote => ({
  position: { ...flat },
  createdMs: atMs,
  updatedMs: atMs,
  seq: 0,
  realizedBefore: 0,
  leverage,
})

/** What a position has made in all, after fees and funding, in amount units. */
export const realizedOf = ({ realizedPnl, fees, funding }: Position): number =>
  realizedPnl - fees - funding

/** A fill moves a position; tells what of it closed, and what that made. */
export const noteFill = (
  note: PositionNote,
  fill: OrderFilled,
  atMs: number,
  seq: number,
): Moved => {
  const { position } = note
  const [heldQty, pnl] = [position.qty, position.realizedPnl]
  const signed = fill.side === 'Buy' ? fill.qty : 0 - fill.qty
  const isTurning = heldQty !== 0 && Math.sign(heldQty) !== Math.sign(heldQty + signed)
  if (heldQty === 0 || isTurning) {
    note.realizedBefore = realizedOf(position)
    note.createdMs = atMs
  }
  filledAt(position, fill)
  noted(note, atMs, seq)
  const closedQty = Math.sign(heldQty) === -Math.sign(signed) ? Math.abs(heldQty) : 0
  return { closedQty: Math.min(closedQty, fill.qty), pnl: position.realizedPnl - pnl }
}

/** A funding is paid, or below zero received, by a position. */
export const noteFunding = (
  note: PositionNote,
  { amount }: FundingSettled,
  atMs: number,
  seq: number,
): void => {
  note.position.funding += amount
  noted(note, atMs, seq)
}

/** A position was touched, whether or not it is another now. */
export const noted = (note: PositionNote, atMs: number, seq: number): void => {
  note.updatedMs = atMs
  note.seq = seq
}

/** Notes of positions by symbol; made when they are first asked for. */
export type PositionNotes = {
  readonly of: (instrument: Instrument) => PositionNote
}

/** Notes of an account that has touched nothing yet. */
export const newPositionNotes = (leverage: number, nowMs: () => number): PositionNotes => {
  const notes = new Map<string, PositionNote>()
  return {
    of: ({ symbol }) => {
      const known = notes.get(symbol)
      if (known !== undefined) return known
      const note = newPositionNote(leverage, nowMs())
      notes.set(symbol, note)
      return note
    },
  }
}
