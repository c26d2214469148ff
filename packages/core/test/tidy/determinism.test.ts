import { deterministic } from './determinism'
import { says } from './planted'
import { sourceOf } from './source'

describe('determinism in core', () => {
  it.each([
    'const at = Date.now()',
    'const at = new Date()',
    'const clock = Date',
    'const at = performance.now()',
    'const luck = Math.random()',
    'const { random } = Math',
    'const root = Math.sqrt(2)',
    'const power = Math.pow(2, 3)',
    'const wave = Math.sin(1) ',
    'const near = Math.round(1.5)',
    'const power = 2 ** 3',
    'let n = 2; n **= 3',
    "const text = new Intl.NumberFormat('de').format(1)",
    'const text = (1).toLocaleString()',
    "const text = 'I'.toLocaleLowerCase('tr')",
    "const order = 'a'.localeCompare('b')",
    "const text = 'a'.normalize()",
    'const sorted = [2, 1].sort()',
    'const sorted = [2, 1].toSorted()',
    "import { readFileSync } from 'node:fs'",
    'const later = async () => 1',
    'async function later() { return 1 }',
    'function* each() { yield 1 } async function all() { for await (const x of each()) x }',
    'const later = Promise.resolve(1)',
    'const later: Promise<number> | null = null',
    'const x = 1 as any',
    'const x: any = 1',
    "console.log('x')",
    'const name = process.pid',
    'setTimeout(f, 1)',
    "const bytes = Buffer.from('x')",
    "const code = new Function('return 1')",
    "const code = eval('1')",
    'const all = { Date }',
  ])('does not allow: %j', (text) => {
    expect(says(deterministic, text)).not.toStrictEqual([])
  })

  it.each([
    'const n = Math.floor(1.5) + Math.imul(2, 3) + Math.min(1, 2)',
    'const sorted = [2, 1].sort((a, b) => a - b)',
    '// Date.now() and Math.random() in a comment',
    "const text = 'new Date()'",
    'type Message = { readonly Date: string }',
    'const at = event.Date',
    'const anyone = 1',
  ])('allows: %j', (text) => {
    expect(says(deterministic, text)).toStrictEqual([])
  })

  it('is asked of core alone', () => {
    const clock = sourceOf('packages/adapters/src/clock/clock.ts', 'const at = Date.now()')
    expect(deterministic(clock)).toStrictEqual([])
  })
})
