import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Says that TypeScript is run as it is, and then loads the module, both as a worker is told. */
const fromSources = `
const { createRequire } = require('node:module')
const { workerData: { tsNode, module } } = require('node:worker_threads')
require(tsNode).register({ cwd: require('node:path').dirname(module) })
createRequire(module)(module)
`

/**
 * Starts a worker in a module, named by its room and file, which finds its task in
 * `workerData.task`. In the bundled program it is a file beside it; from the sources it is
 * compiled, as the program is.
 */
export const startWorker = (name: string, task: unknown): Worker => {
  const isSource = __filename.endsWith('.ts')
  const module = isSource
    ? join(dirname(__filename), '..', `${name}.ts`)
    : join(dirname(__filename), `${basename(name)}.js`)
  if (!isSource) return new Worker(module, { workerData: { task } })
  const tsNode = createRequire(__filename).resolve('ts-node')
  return new Worker(fromSources, { eval: true, workerData: { task, tsNode, module } })
}
