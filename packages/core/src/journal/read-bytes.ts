import type { Levels } from '../units/levels'
import { MarketSymbol } from '../units/market-symbol'
import type { Scales } from './scales'

/**
 * Where a reader stands in its bytes. A read that does not find exactly what a writer would have
 * written sets `p` to -1, and the line goes to the slow path, which accepts it or says why not.
 */
export type Cursor = { p: number }

const failed = -1

/** A safe integer without leading zeros or sign. */
export const readInt = (b: Uint8Array, c: Cursor): number => {
  let p = c.p
  const first = (b[p] as number) - 48
  if (!(first >= 0 && first <= 9)) return fail(c)
  if (first === 0) {
    c.p = p + 1
    return 0
  }
  let n = first
  let digit = (b[++p] as number) - 48
  const start = p
  while (digit >= 0 && digit <= 9) {
    n = n * 10 + digit
    digit = (b[++p] as number) - 48
  }
  if (p - start > 15 || n > Number.MAX_SAFE_INTEGER) return fail(c)
  c.p = p
  return n
}

/** A quoted decimal with exactly `scale` decimals, as an integer at that scale. */
export const readDecimal = (b: Uint8Array, c: Cursor, scale: number): number => {
  let p = c.p
  if (b[p] !== 34) return fail(c)
  const isNegative = b[p + 1] === 45
  p += isNegative ? 2 : 1
  const start = p
  let n = (b[p] as number) - 48
  if (!(n >= 0 && n <= 9)) return fail(c)
  let digit = (b[++p] as number) - 48
  while (digit >= 0 && digit <= 9) {
    n = n * 10 + digit
    digit = (b[++p] as number) - 48
  }
  if (p - start > 1 && b[start] === 48) return fail(c)
  if (scale > 0) {
    if (b[p] !== 46) return fail(c)
    for (const last = p + scale; p < last;) {
      digit = (b[++p] as number) - 48
      if (!(digit >= 0 && digit <= 9)) return fail(c)
      n = n * 10 + digit
    }
    p += 1
  }
  // every step is exact as long as the last one is: digits only ever make it larger
  if (n > Number.MAX_SAFE_INTEGER || b[p] !== 34 || (isNegative && n === 0)) return fail(c)
  c.p = p + 1
  return isNegative ? -n : n
}

/** A quoted id: one of the given letters, a hyphen and a counter from 1. */
export const readCounter = (b: Uint8Array, c: Cursor, letters: string): string => {
  let p = c.p
  if (b[p++] !== 34) return none(c)
  const byte = b[p++]
  let nth = 0
  while (nth < letters.length && byte !== letters.charCodeAt(nth)) nth += 1
  if (nth === letters.length || b[p++] !== 45) return none(c)
  c.p = p
  const n = readInt(b, c)
  if (c.p < 0 || c.p - p > 15 || n === 0 || b[c.p] !== 34) return none(c)
  c.p += 1
  return `${letters.charAt(nth)}-${String(n)}`
}

/** A quoted text of letters, digits and the given other characters. */
export const readToken = (
  b: Uint8Array,
  c: Cursor,
  isAllowed: Uint8Array,
  lengthMax: number,
): string => {
  let p = c.p
  if (b[p++] !== 34) return none(c)
  const start = p
  while (isAllowed[b[p] as number] === 1) p++
  const length = p - start
  if (length === 0 || length > lengthMax || b[p] !== 34) return none(c)
  c.p = p + 1
  return ascii(b, start, p)
}

/** A quoted text of printable ASCII without quotes or backslashes; others take the slow path. */
export const readPlainText = (b: Uint8Array, c: Cursor, end: number): string => {
  let p = c.p
  if (b[p++] !== 34) return none(c)
  const start = p
  for (; p < end; p++) {
    const byte = b[p] as number
    if (byte === 34) {
      c.p = p + 1
      return ascii(b, start, p)
    }
    if (byte < 32 || byte > 126 || byte === 92) return none(c)
  }
  return none(c)
}

/** Levels as pairs of quoted decimals; prices above 0, quantities from 0. */
export const readLevels = (b: Uint8Array, c: Cursor, scales: Scales): Levels => {
  const levels: Array<number> = []
  if (b[c.p] !== 91) return noLevels(c)
  c.p += 1
  if (b[c.p] === 93) {
    c.p += 1
    return levels as unknown as Levels
  }
  for (;;) {
    if (b[c.p] !== 91) return noLevels(c)
    c.p += 1
    const price = readDecimal(b, c, scales.price)
    if (c.p < 0 || price <= 0 || b[c.p] !== 44) return noLevels(c)
    c.p += 1
    const qty = readDecimal(b, c, scales.qty)
    if (c.p < 0 || qty < 0 || b[c.p] !== 93) return noLevels(c)
    levels.push(price, qty)
    const next = b[c.p + 1]
    c.p += 2
    if (next === 93) return levels as unknown as Levels
    if (next !== 44) return noLevels(c)
  }
}

/** A symbol that lines have named, and the scales of its instrument once it was listed. */
export type KnownSymbol = { readonly symbol: MarketSymbol; scales: Scales | null }

/** The symbols a codec has met, found again by their bytes; new ones are checked once. */
export type SymbolTable = {
  readonly of: (symbol: MarketSymbol) => KnownSymbol
  /** The quoted symbol at the cursor, or `null` for what is none. */
  readonly read: (b: Uint8Array, c: Cursor) => KnownSymbol | null
}

/** A table without symbols. */
export const symbolTable = (): SymbolTable => {
  const slots: Array<Array<KnownSymbol>> = Array.from({ length: 256 }, () => [])
  const add = (symbol: MarketSymbol, hash: number): KnownSymbol => {
    const known = { symbol, scales: null }
    slots[slotOf(hash)]?.push(known)
    return known
  }
  return {
    of: (symbol) => {
      let hash = 0
      for (let i = 0; i < symbol.length; i++)
        hash = (Math.imul(hash, 31) + symbol.charCodeAt(i)) | 0
      const known = slots[slotOf(hash)]?.find((each) => each.symbol === symbol)
      return known ?? add(symbol, hash)
    },
    read: (b, c) => {
      let p = c.p
      if (b[p++] !== 34) return stranger(c)
      const start = p
      let hash = 0
      for (let byte = b[p] as number; byte !== 34; byte = b[++p] as number) {
        if (p - start > 30) return stranger(c)
        hash = (Math.imul(hash, 31) + byte) | 0
      }
      c.p = p + 1
      const slot = slots[slotOf(hash)] as Array<KnownSymbol>
      for (let i = 0; i < slot.length; i++) {
        const known = slot[i] as KnownSymbol
        if (isSame(b, start, p, known.symbol)) return known
      }
      const symbol = ascii(b, start, p)
      return MarketSymbol.is(symbol) ? add(symbol, hash) : stranger(c)
    },
  }
}

const slotOf = (hash: number): number => (hash ^ (hash >>> 8)) & 255

const stranger = (c: Cursor): null => {
  c.p = failed
  return null
}

/** Which bytes a token may hold: letters, digits and the given others. */
export const allowedBytes = (others: string): Uint8Array => {
  const allowed = new Uint8Array(256)
  for (let byte = 0; byte < 128; byte++) {
    const letter = String.fromCharCode(byte)
    if (/[A-Za-z0-9]/.test(letter) || others.includes(letter)) allowed[byte] = 1
  }
  return allowed
}

const fail = (c: Cursor): number => {
  c.p = failed
  return 0
}

const none = (c: Cursor): string => {
  c.p = failed
  return ''
}

const empty = [] as unknown as Levels

const noLevels = (c: Cursor): Levels => {
  c.p = failed
  return empty
}

const isSame = (b: Uint8Array, start: number, end: number, text: string): boolean => {
  if (text.length !== end - start) return false
  for (let i = 0; i < text.length; i++) if (b[start + i] !== text.charCodeAt(i)) return false
  return true
}

const ascii = (b: Uint8Array, start: number, end: number): string => {
  let text = ''
  let p = start
  for (; p + 8 <= end; p += 8)
    text += String.fromCharCode(
      b[p] as number,
      b[p + 1] as number,
      b[p + 2] as number,
      b[p + 3] as number,
      b[p + 4] as number,
      b[p + 5] as number,
      b[p + 6] as number,
      b[p + 7] as number,
    )
  for (; p < end; p++) text += String.fromCharCode(b[p] as number)
  return text
}
