'use strict'
// Keeps what V8 makes of the program's bundles, so that a start need not compile them: they run here
// as they do for `shadowtape --help`, of which nobody sees anything.
const fs = require('node:fs')

const { bundles, keepMade, runAsModule, scriptOf } = require('../packages/cli/bin/compiled.cjs')

const scripts = bundles().map((file) => [file, scriptOf(file, fs.readFileSync(file))])
process.argv.splice(1, Infinity, 'shadowtape', '--help')
process.stdout.write = () => true
process.on('exit', () => {
  for (const [file, script] of scripts) keepMade(file, script)
})
for (const [file, script] of scripts) runAsModule(file, script)
