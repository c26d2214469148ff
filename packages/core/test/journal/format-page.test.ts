import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { behaviorFlags, fieldsOf, knownDialects, messages } from '../../src'

const root = resolve(__dirname, '..', '..', '..', '..')
const page = readFileSync(resolve(root, 'docs', 'journal-format.md'), 'utf8')

/** The cells of the page's row that begins with a name. */
const rowOf = (name: string): ReadonlyArray<string> => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? ''
  return row.split('|').map((cell) => cell.trim())
}

type Reflected = {
  readonly name: string
  readonly _tag?: string
  readonly types?: ReadonlyArray<Reflected>
  readonly keys?: Readonly<Record<string, unknown>>
}

/** The codec of a field, without what makes it nullable. */
const innerOf = (codec: Reflected): Reflected =>
  codec._tag === 'UnionType' ? (codec.types?.[0] ?? codec) : codec

const allFields = Object.values(messages).flatMap((codec) => fieldsOf(codec))
const choices = new Map(
  allFields
    .map(({ codec }) => innerOf(codec as unknown as Reflected))
    .filter(({ _tag }) => _tag === 'KeyofType')
    .map(({ name, keys }) => [name, Object.keys(keys ?? {})]),
)

describe('docs/journal-format.md', () => {
  it.each(Object.entries(messages))('says of %s which fields it has, in order', (type, codec) => {
    const fields = fieldsOf(codec).map(({ name, codec: declared, isNullable }) => {
      const { name: kind } = innerOf(declared as unknown as Reflected)
      return `\`${name}\`: ${kind}${isNullable ? '?' : ''}`
    })
    const { written = '' } = knownDialects.newest.spoken.get(type) ?? {}
    expect(rowOf(written)[2]).toBe(fields.join(', ') || '(none)')
  })

  it('says of every kind of field how it is written', () => {
    const kinds = new Set(allFields.map(({ codec }) => innerOf(codec as unknown as Reflected).name))
    expect([...kinds].filter((name) => rowOf(name).length === 1)).toStrictEqual([])
  })

  it('says of every field of the first line what it means', () => {
    const [, section = ''] = /^## The first line\n(.*?)^## /ms.exec(page) ?? []
    const told = fieldsOf(messages.SessionOpened).map(({ name }) => `\`${name}\``)
    expect(told.filter((name) => !section.includes(name))).toStrictEqual([])
  })

  it.each([...behaviorFlags])('says of the flag $name what is so with it', (flag) => {
    const { name, number, says, since } = flag
    expect(rowOf(name).slice(1, -1)).toStrictEqual([`\`${name}\``, String(number), says, since])
  })

  it.each([...choices])('says which names a %s can have', (name, names) => {
    expect(rowOf(name)[2]).toBe(names.map((one) => `\`${one}\``).join(', '))
  })
})
