import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { tempDir } from './support/temp-dir'

const dir = tempDir()
const compiled = resolve(__dirname, '..', 'bin', 'compiled.cjs')
const bundle = join(dir, 'bundle.js')
const kept = `${bundle}.v8`

/** Runs some code with what begins the program at hand; what it prints. */
const node = (code: string, flags: ReadonlyArray<string> = []): string => {
  const all = `const compiled = require(${JSON.stringify(compiled)}), file = process.argv[1]\n${code}`
  return execFileSync(process.execPath, [...flags, '-e', all, bundle], { encoding: 'utf8' }).trim()
}

/** A bundle that says a word, and what V8 made of it. */
const aBundle = (word: string): void => {
  writeFileSync(bundle, `exports.word = '${word}'; console.log(exports.word)\n`)
  node(`const script = compiled.scriptOf(file, require('fs').readFileSync(file))
    compiled.runAsModule(file, script)
    compiled.keepMade(file, script)`)
}

const begun = (flags: ReadonlyArray<string> = []): string =>
  node('compiled.begin(file); console.log(require(file).word)', flags)

describe('a bundle that V8 has compiled before', () => {
  it('is run by what was kept, and required ever after', () => {
    aBundle('one')
    expect(begun()).toBe('one\none')
    // what was made of another bundle as long, said to be of this one: only V8's own bytes say so
    const made = readFileSync(kept).subarray(32)
    writeFileSync(bundle, readFileSync(bundle, 'utf8').replace('one', 'two'))
    writeFileSync(join(dir, 'made'), made)
    node(`const fs = require('fs'), made = fs.readFileSync(${JSON.stringify(join(dir, 'made'))})
      const digest = compiled.digestOf(fs.readFileSync(file), made)
      fs.writeFileSync(compiled.placeOf(file), Buffer.concat([digest, made]))`)
    expect(begun()).toBe('one\none')
  })

  it('is compiled anew once it is another one, as long as it may be', () => {
    aBundle('one')
    writeFileSync(bundle, readFileSync(bundle, 'utf8').replace('one', 'two'))
    expect(begun()).toBe('two\ntwo')
  })

  it('is compiled anew where what was kept is torn, changed or gone', () => {
    aBundle('one')
    const whole = readFileSync(kept)
    const changed = Buffer.from(whole)
    changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1
    for (const found of [whole.subarray(0, -9), changed, Buffer.alloc(0), Buffer.alloc(4_096)]) {
      writeFileSync(kept, found)
      expect(begun()).toBe('one\none')
    }
  })

  it('is compiled anew by a V8 that is told to do otherwise', () => {
    aBundle('one')
    expect(begun(['--no-lazy', '--jitless'])).toBe('one\none')
  })
})

describe('the program', () => {
  it('says no import() of its own, which what is kept of a script cannot', () => {
    const bundles = JSON.parse(node('console.log(JSON.stringify(compiled.bundles()))'))
    for (const file of bundles as ReadonlyArray<string>)
      expect(readFileSync(file, 'utf8')).not.toMatch(/(?<![\w$.])import\(/)
  })

  it('loads what it loads late, such as the reader of YAML, from what was kept', () => {
    const root = resolve(__dirname, '..', '..', '..')
    const bin = resolve(__dirname, '..', 'bin', 'shadowtape.cjs')
    const at = { cwd: join(root, 'examples', 'bot-with-goldens'), encoding: 'utf8' } as const
    const said = execFileSync(process.execPath, [bin, 'golden', 'check'], at)
    expect(said).toContain('3 as expected')
  })

  it('has all of its bundles compiled, for the Node that bundled it', () => {
    const said = node(`const fs = require('fs')
      const rows = compiled.bundles().map((each) => {
        const source = fs.readFileSync(each)
        const made = compiled.madeOf(each, source)
        return [compiled.placeOf(each), compiled.scriptOf(each, source, made).cachedDataRejected]
      })
      console.log(JSON.stringify(rows))`)
    const rows = JSON.parse(said) as ReadonlyArray<readonly [string, boolean | undefined]>
    expect(rows.map(([, isRejected]) => isRejected)).toStrictEqual([false, false, false])
    expect(rows.every(([place]) => existsSync(place))).toBe(true)
  })
})
