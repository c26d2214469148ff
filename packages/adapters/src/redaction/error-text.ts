/** How much is told of an error: causes of causes, errors of an aggregate, characters of each. */
const most = { depth: 8, errors: 16, characters: 65_536 } as const

/**
 * An error in words: its stack, with its message, then its causes and the errors that it is made
 * of. Other fields are left out, but for a `code`: libraries keep whole requests there. It never
 * throws, whatever was thrown.
 */
export const errorText = (error: unknown): string => toldOf(error, 0, new Set())

const toldOf = (error: unknown, depth: number, seen: Set<unknown>): string => {
  if (!isObject(error)) return textOf(error)
  if (seen.has(error)) return '[an error that was told already]'
  if (depth > most.depth) return '[more causes]'
  seen.add(error)
  const lines = [headOf(error)]
  const cause = read(error, 'cause')
  if (cause !== undefined) lines.push(`[cause]: ${toldOf(cause, depth + 1, seen)}`)
  const errors = listOf(read(error, 'errors'))
  for (const one of errors.slice(0, most.errors))
    lines.push(`[errors]: ${toldOf(one, depth + 1, seen)}`)
  if (errors.length > most.errors)
    lines.push(`[errors]: ${String(errors.length - most.errors)} more`)
  return lines.join('\n')
}

/** The stack, which begins with name and message unless someone changed them later. */
const headOf = (error: object): string => {
  const [name, message, stack, code] = ['name', 'message', 'stack', 'code'].map((field) => {
    const value = read(error, field)
    return typeof value === 'string' ? value.slice(0, most.characters) : ''
  })
  const title = [name, message].filter((part) => part !== '').join(': ')
  const text = stack === '' || stack === undefined ? title : stack
  const isWhole = message === undefined || text.includes(message)
  const told = isWhole ? text : `${title}\n${text}`
  if (told === '') return tagOf(error)
  return code === '' || code === undefined || told.includes(code) ? told : `${told} (${code})`
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

const read = (from: object, field: string): unknown => {
  try {
    return (from as Readonly<Record<string, unknown>>)[field]
  } catch {
    return undefined
  }
}

const listOf = (value: unknown): ReadonlyArray<unknown> => {
  try {
    return Array.isArray(value) ? Array.from<unknown>(value) : []
  } catch {
    return []
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, most.characters) : String(value)

const tagOf = (value: object): string => {
  try {
    return JSON.stringify(value).slice(0, most.characters)
  } catch {
    return '[something that is no error]'
  }
}
