'use strict'
// Bundles the benchmarks with the sources they measure, as the commands are bundled, and runs them.
const path = require('node:path')
const { spawnSync } = require('node:child_process')
const esbuild = require('esbuild')

const root = path.resolve(__dirname, '..')
const outfile = path.join(root, 'node_modules', '.cache', 'bench.js')
esbuild.buildSync({
  absWorkingDir: root,
  entryPoints: ['bench/bench.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['@shadowtape/source'],
  external: ['yauzl'],
  logLevel: 'warning',
})
process.exitCode =
  spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit', cwd: root })
    .status ?? 1
