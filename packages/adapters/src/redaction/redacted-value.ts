import { errorText } from './error-text'
import { mask } from './mask'
import { isSecretName, isShown } from './named-values'

/** How deep and how large a value may be; what is beyond is left out, and that is said. */
const most = { depth: 64, members: 100_000 } as const

/**
 * A value with every text in it redacted, as plain objects and arrays. What stands under a secret's
 * name is masked, whatever it is. What cannot be read, or leads back to itself, is a note.
 */
export const redactedValue = (value: unknown, text: (plain: string) => string): unknown => {
  const copies = new Map<object, unknown>()
  let members = 0

  const copied = (one: unknown, depth: number): unknown => {
    members += 1
    if (members > most.members) return '[more]'
    if (typeof one === 'string') return text(one)
    if (typeof one === 'bigint') return text(String(one))
    if (typeof one === 'function' || typeof one === 'symbol') return `[${typeof one}]`
    if (typeof one !== 'object' || one === null) return one
    if (copies.has(one)) return copies.get(one)
    if (depth > most.depth) return '[deeper]'
    copies.set(one, '[circular]')
    let copy: unknown
    try {
      copy = ofObject(one, depth)
    } catch {
      copy = '[unreadable]'
    }
    copies.set(one, copy)
    return copy
  }

  const ofObject = (one: object, depth: number): unknown => {
    if (Array.isArray(one)) return ofArray(Array.from<unknown>(one), depth)
    if (one instanceof Error) return { ...ofFields(one, depth), stack: text(errorText(one)) }
    if (one instanceof Date) return text(one.toJSON())
    if (one instanceof URL) return text(one.href)
    if (ArrayBuffer.isView(one)) return `[${String(one.byteLength)} bytes]`
    if (one instanceof Map) return ofPairs([...one], depth)
    if (one instanceof Set) return ofArray([...one], depth)
    return ofFields(one, depth)
  }

  /** Node's raw headers are a list in which names and values take turns. */
  const ofArray = (list: ReadonlyArray<unknown>, depth: number): unknown =>
    list.map((one, i) => {
      const name = list[i - 1]
      return typeof one === 'string' && typeof name === 'string' && headers.test(name)
        ? mask(one)
        : copied(one, depth + 1)
    })

  const ofFields = (one: object, depth: number): Record<string, unknown> => {
    const pairs = Object.keys(one).map((key): [unknown, unknown] => [key, read(one, key)])
    return ofPairs(pairs, depth)
  }

  const ofPairs = (pairs: Pairs, depth: number): Record<string, unknown> =>
    withPairs(pairs, text, (one) => copied(one, depth + 1))

  return copied(value, 0)
}

type Pairs = ReadonlyArray<readonly [unknown, unknown]>

/** Fields with their names redacted, and what stands under a secret's name masked. */
const withPairs = (
  pairs: Pairs,
  text: (plain: string) => string,
  copied: (one: unknown) => unknown,
): Record<string, unknown> => {
  const copy = Object.create(null) as Record<string, unknown>
  const hidden = (name: string, value: unknown): unknown => {
    if (typeof value === 'string') return isShown(name, value) ? text(value) : mask(value)
    if (typeof value === 'number' || typeof value === 'bigint')
      return isShown(name, String(value)) ? value : '***'
    if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
      return value.map((one) => hidden(name, one))
    return copied(value)
  }
  const isAuth = pairs.some(([key, value]) => key === 'op' && value === 'auth')
  for (const [key, value] of pairs) {
    const name = String(key)
    const isFrame = isAuth && name === 'args' && Array.isArray(value)
    copy[text(name)] = isFrame
      ? value.map((one) => (typeof one === 'string' ? mask(one) : copied(one)))
      : isSecretName(name)
        ? hidden(name, value)
        : copied(value)
  }
  return copy
}

const headers = /^(?:x-bapi-(?:api-key|sign)|authorization)$/i

const read = (one: object, key: string): unknown => {
  try {
    return (one as Readonly<Record<string, unknown>>)[key]
  } catch {
    return '[unreadable]'
  }
}
