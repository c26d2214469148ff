'use strict'
// Bundles the benchmarks with the sources they measure, as the commands are bundled, and runs them.
const fs = require('node:fs')
const path = require('node:path')
const { spawnSync } = require('node:child_process')
const esbuild = require('esbuild')

const { withoutGetters } = require('./without-getters.cjs')
// the commands that are measured whole are those of the sources as they stand
require('./bundle.cjs')

const root = path.resolve(__dirname, '..')
const outfile = path.join(root, 'node_modules', '.cache', 'bench.js')
const { outputFiles } = esbuild.buildSync({
  absWorkingDir: root,
  entryPoints: ['bench/bench.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['@shadowtape/source'],
  external: ['yauzl'],
  logLevel: 'warning',
  write: false,
})
fs.mkdirSync(path.dirname(outfile), { recursive: true })
fs.writeFileSync(outfile, withoutGetters(outputFiles[0].text))
const args = process.argv.slice(2)
// what every row's process is told too
const rounds = args[0] === '--once' ? { SHADOWTAPE_BENCH_ROUNDS: '1' } : {}
process.exitCode =
  spawnSync(process.execPath, [outfile, ...args], {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...rounds },
  }).status ?? 1
