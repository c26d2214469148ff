'use strict'
// Loaded by ts-node (tsconfig.base.json, "ts-node".require): workspace packages
// resolve to their TypeScript sources, so nothing has to be built first.
const Module = require('node:module')
const path = require('node:path')

const packages = path.resolve(__dirname, '..', 'packages')
const original = Module._resolveFilename

Module._resolveFilename = function resolveFilename(request, ...rest) {
  const match = /^@shadowtape\/([a-z-]+)$/.exec(request)
  const target = match === null ? request : path.join(packages, match[1], 'src', 'index.ts')
  return original.call(this, target, ...rest)
}
