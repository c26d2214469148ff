import { documented } from './exports'
import { says } from './planted'

describe('exports', () => {
  it.each([
    ['export const a = 1', ['a has no docstring']],
    ['export const a = 1, b = 2', ['a has no docstring', 'b has no docstring']],
    ['export function f() {}', ['f has no docstring']],
    ['export class C {}', ['C has no docstring']],
    ['export type T = 1', ['T has no docstring']],
    ['export interface T {}', ['T has no docstring']],
    ['/** Short. */\nexport const a = 1', ['a has no docstring']],
    ['/** No full stop at the end */\nexport const a = 1', ['a has no docstring']],
    ['// Not a docstring but a comment.\nexport const a = 1', ['a has no docstring']],
    ['/** It stands too far. */\nconst b = 1\nexport const a = 1', ['a has no docstring']],
    ['/** Told in one sentence. */\nexport default function f() {}', ['export by name']],
    ['const a = 1\nexport default a', ['export by name']],
    ['const a = 1\nexport = a', ['export by name']],
  ])('are told and named: %j', (text, expected) => {
    expect(says(documented, text)).toStrictEqual(expected)
  })

  it.each([
    '/** A sentence of its own. */\nexport const a = 1',
    '/** A sentence of its own. */\nexport const A = t.x\nexport type A = t.TypeOf<typeof A>',
    'export interface ABrand {}\n/** A sentence of its own. */\nexport const A = t.x',
    'const inside = 1',
    "export { a } from './a'",
  ])('need no more than: %j', (text) => {
    expect(says(documented, text)).toStrictEqual([])
  })
})
