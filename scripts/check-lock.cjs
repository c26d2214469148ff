'use strict'
// package-lock.json must name no download address: it is installed from whatever registry npm is
// set to. Takes another lock file's path, for its own test.
const fs = require('node:fs')
const path = require('node:path')

const file = process.argv[2] ?? path.resolve(__dirname, '..', 'package-lock.json')
const lock = JSON.parse(fs.readFileSync(file, 'utf8'))

const bad = Object.entries(lock.packages).filter(([, entry]) =>
  /:\/\/|^(git|github):|^git@/.test(entry.resolved ?? ''),
)
for (const [name, entry] of bad) process.stderr.write(`${name}: ${entry.resolved}\n`)
process.exitCode = bad.length === 0 ? 0 : 1
