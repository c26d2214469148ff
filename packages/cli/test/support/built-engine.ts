import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { CliRun } from './run-cli'

const root = resolve(__dirname, '../../../..')

const bundling = `
const { buildSync } = require('esbuild')
buildSync({
  entryPoints: ['packages/cli/src/main.ts'],
  outfile: process.argv[1],
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['@shadowtape/source'],
  external: [...require('./scripts/outside-bundle.cjs'), 'yauzl'],
  logLevel: 'error',
})`

/** Bundles the program from its sources into one file, which begins much sooner than they do. */
export const bundleEngine = (file: string): string => {
  const ran = spawnSync(process.execPath, ['-e', bundling, file], { cwd: root, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return file
}

/** A text of the bundle, and what stands there instead. */
export type Patch = readonly [string, string]

/** Lays a bundle out as a checkout of Shadowtape that is built, with something patched in it. */
export const layOut = (
  bundle: string,
  checkout: string,
  patches: ReadonlyArray<Patch> = [],
): string => {
  const cli = join(checkout, 'packages', 'cli')
  for (const folder of ['bin', 'dist']) mkdirSync(join(cli, folder), { recursive: true })
  writeFileSync(join(cli, 'package.json'), '{ "name": "@shadowtape/cli" }\n')
  writeFileSync(join(cli, 'bin', 'shadowtape.cjs'), "require('../dist/main.js')\n")
  writeFileSync(join(cli, 'dist', 'main.js'), patched(readFileSync(bundle, 'utf8'), patches))
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
  return checkout
}

const patched = (source: string, patches: ReadonlyArray<Patch>): string =>
  patches.reduce((text, [was, is]) => {
    if (text.split(was).length !== 2) throw new Error(`the bundle does not have one ${was}`)
    return text.replace(was, () => is)
  }, source)

/** A build under way, and what it says. */
export type EngineRun = {
  readonly child: ReturnType<typeof spawn>
  readonly stderr: () => string
  readonly done: Promise<CliRun>
}

/** Starts a checkout's program. */
export const startEngine = (
  checkout: string,
  args: ReadonlyArray<string>,
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): EngineRun => {
  const bin = join(checkout, 'packages', 'cli', 'bin', 'shadowtape.cjs')
  const env = { ...process.env, ...variables }
  const child = spawn(process.execPath, [bin, ...args], { cwd, env })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const done = new Promise<CliRun>((settled) => {
    child.on('close', (code) => {
      settled({ code: code ?? -1, stdout, stderr })
    })
  })
  return { child, stderr: () => stderr, done }
}

/** Runs a checkout's program to its end. */
export const runEngine = (
  checkout: string,
  args: ReadonlyArray<string>,
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<CliRun> => startEngine(checkout, args, cwd, variables).done
