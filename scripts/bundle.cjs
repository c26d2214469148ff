'use strict'
// Bundles each package into one file, so that a command starts in a blink. Types are not checked
// here: that is `npm run typecheck`.
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const esbuild = require('esbuild')

const outsideBundle = require('./outside-bundle.cjs')
const { withoutGetters } = require('./without-getters.cjs')

const root = path.resolve(__dirname, '..')

/** Writes what changed alone: somebody may be starting the program that is bundled anew. */
const keep = (file, bytes) => {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(Buffer.from(bytes))) return
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, bytes)
}

const bundle = (name, entry, outfile, external) => {
  const { outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [`packages/${name}/src/${entry}`],
    outfile: `packages/${name}/dist/${outfile}`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@shadowtape/none'],
    external,
    sourcemap: 'linked',
    logLevel: 'warning',
    write: false,
  })
  for (const { path: file, text } of outputFiles)
    keep(file, file.endsWith('.js') ? byImportHere(withoutGetters(text)) : text)
  keep(path.join(root, 'packages', name, 'dist', 'import-here.cjs'), importHere)
}

/**
 * A script that begins with what V8 kept of it may not say `import()` itself, by Node 20: it would
 * look for whoever loaded the script that was kept. A file beside it says that instead.
 */
const byImportHere = (code) => code.replace(/(?<![\w$.])import\(/g, 'require("./import-here.cjs")(')
const importHere = "'use strict'\nmodule.exports = (name) => import(name)\n"

bundle('core', 'index.ts', 'index.js', [])
bundle('adapters', 'index.ts', 'index.js', ['@shadowtape/core', 'yauzl', ...outsideBundle])
const outsideCli = ['@shadowtape/core', '@shadowtape/adapters', ...outsideBundle]
bundle('cli', 'main.ts', 'main.js', outsideCli)
// what a thread of a sweep runs
bundle('cli', 'whatifs/cells-worker.ts', 'cells-worker.js', outsideCli)
// what a viewer's other session runs in
bundle('cli', 'viewer/otherwise-worker.ts', 'otherwise-worker.js', outsideCli)
bundle('cli', 'jest/index.ts', 'jest.js', [...outsideCli, '@shadowtape/cli'])

// what a report carries with it into a browser, and what a viewer's server gives it, core's own
// code among it
const page = (entry, outfile) => {
  const { outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [`packages/cli/web/${entry}`],
    outfile: `packages/cli/dist/${outfile}`,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    conditions: ['@shadowtape/source'],
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'warning',
    write: false,
  })
  for (const { path: file, contents } of outputFiles) keep(file, contents)
}

page('main.ts', 'report-page.js')
page('style/index.css', 'report-page.css')
page('viewer/main.ts', 'view-page.js')
page('style/view/index.css', 'view-page.css')

execFileSync(process.execPath, [path.join(__dirname, 'compile.cjs')])
