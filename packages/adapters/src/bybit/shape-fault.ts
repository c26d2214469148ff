import type * as t from 'io-ts'

/** Where a value does not have the shape a codec asks for, as a JSON path, and what it asks for. */
export type ShapeFault = { readonly field: string; readonly detail: string }

/** The deepest of a codec's errors: the one that comes closest to what the sender meant. */
export const shapeFault = (errors: t.Errors, root: string): ShapeFault => {
  let worst = errors[0]
  for (const error of errors) {
    if (worst === undefined || error.context.length > worst.context.length) worst = error
  }
  if (worst === undefined) return { field: root, detail: 'is not as expected' }
  const expected = worst.context[worst.context.length - 1]?.type.name ?? 'something else'
  const detail =
    worst.value === undefined
      ? 'is missing'
      : `is ${shortJson(worst.value)} where ${wanted(expected)} was expected`
  return { field: pathOf(worst.context, root), detail }
}

/** A value as JSON, cut after 40 characters. */
export const shortJson = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}

const wanted = (name: string): string =>
  name === 'string' ? 'a text' : name.startsWith('{') || name.startsWith('(') ? 'an object' : name

/** `data.b[3][1]`; the branches of an intersection are not part of the path. */
const pathOf = (context: t.Context, root: string): string => {
  let path = ''
  for (const [index, { key }] of context.entries()) {
    if (index === 0 || isBranch(context, index)) continue
    const isIndex = /^\d+$/.test(key)
    path += isIndex ? `[${key}]` : path === '' ? key : `.${key}`
  }
  return path === '' ? root : path
}

const isBranch = (context: t.Context, index: number): boolean => {
  const parent = context[index - 1]?.type as { readonly _tag?: string } | undefined
  return parent?._tag === 'IntersectionType' || parent?._tag === 'UnionType'
}
