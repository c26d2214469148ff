import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

import { build } from 'esbuild'

import type { CliRun } from '../support/run-cli'

const root = resolve(__dirname, '..', '..', '..', '..')
const load = createRequire(__filename)
const outside = load(join(root, 'scripts', 'outside-bundle.cjs')) as ReadonlyArray<string>
const external = [...outside, 'yauzl']

/** A change of one source of core, whose text must be found in it exactly once. */
export type Mutation = { readonly file: string; readonly was: string; readonly is: string }

/** Builds the commands from their sources with one change in them, and says where. */
export const mutantBuild = async (dir: string, mutation: Mutation): Promise<string> => {
  const outfile = join(dir, 'mutant.js')
  const path = join(root, 'packages', 'core', 'src', mutation.file)
  await build({
    absWorkingDir: root,
    entryPoints: ['packages/cli/src/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@shadowtape/source'],
    external,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutation',
        setup: (built) => {
          built.onLoad({ filter: /\.ts$/ }, ({ path: loading }) =>
            loading === path ? { contents: mutated(path, mutation), loader: 'ts' } : undefined,
          )
        },
      },
    ],
  })
  return outfile
}

const mutated = (path: string, { was, is }: Mutation): string => {
  const parts = readFileSync(path, 'utf8').split(was)
  if (parts.length !== 2) throw new Error(`${String(parts.length - 1)} places of ${path}: ${was}`)
  return parts.join(is)
}

/** Runs a build as a person would. */
export const runBuild = (path: string, args: ReadonlyArray<string>): CliRun => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
  })
  return { code: status ?? -1, stdout, stderr }
}
