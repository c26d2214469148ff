'use strict'
// Begins the program with what V8 made of its bundles when they were bundled (scripts/compile.cjs):
// to compile them anew takes half of a start. That is used only where it was made of these very bytes
// by this V8; else a bundle is compiled as any module is.
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const { Module, createRequire } = require('node:module')
const path = require('node:path')
const vm = require('node:vm')

/** The program's bundles, each behind those that it requires. */
const bundles = () => [
  require.resolve('@shadowtape/core'),
  require.resolve('@shadowtape/adapters'),
  path.resolve(__dirname, '..', 'dist', 'main.js'),
]

/** Where what V8 made of a bundle is kept, behind the digest of both. */
const placeOf = (file) => `${file}.v8`

const digestOf = (source, made) => createHash('sha256').update(source).update(made).digest()

/** What V8 made of a bundle, or `undefined` where nothing is kept of these very bytes. */
const madeOf = (file, source) => {
  try {
    const kept = fs.readFileSync(placeOf(file))
    const made = kept.subarray(32)
    return digestOf(source, made).equals(kept.subarray(0, 32)) ? made : undefined
  } catch {
    return undefined
  }
}

/** Keeps what V8 has made of a bundle by now, functions that have run among it. */
const keepMade = (file, script) => {
  const made = script.createCachedData()
  const mine = `${placeOf(file)}.${process.pid}`
  fs.writeFileSync(mine, Buffer.concat([digestOf(fs.readFileSync(file), made), made]))
  fs.renameSync(mine, placeOf(file))
}

const scriptOf = (file, source, made) =>
  new vm.Script(
    `(function (exports, require, module, __filename, __dirname) { ${source.toString()}\n})`,
    { filename: file, cachedData: made },
  )

/** Runs a bundle's script as `require` would, which finds it done from now on. */
const runAsModule = (file, script) => {
  const module = new Module(file)
  module.filename = file
  require.cache[file] = module
  const [load, folder] = [createRequire(file), path.dirname(file)]
  script.runInThisContext().call(module.exports, module.exports, load, module, file, folder)
  module.loaded = true
}

/** Runs a bundle, by what is kept of it if that is any good here. */
const begin = (file) => {
  const source = fs.readFileSync(file)
  const made = madeOf(file, source)
  const script = made === undefined ? null : scriptOf(file, source, made)
  if (script === null || script.cachedDataRejected) require(file)
  else runAsModule(file, script)
}

module.exports = { begin, bundles, digestOf, keepMade, madeOf, placeOf, runAsModule, scriptOf }
