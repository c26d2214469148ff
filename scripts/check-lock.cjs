'use strict'
// package-lock.json must name no download address: it is installed from whatever registry npm is set to.
const lock = require('../package-lock.json')

const bad = Object.entries(lock.packages).filter(([, entry]) =>
  /^(https?|git)/.test(entry.resolved ?? ''),
)
for (const [name, entry] of bad) process.stderr.write(`${name}: ${entry.resolved}\n`)
process.exitCode = bad.length === 0 ? 0 : 1
