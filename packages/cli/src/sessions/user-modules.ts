import Module, { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

type Resolve = (request: string, ...rest: ReadonlyArray<unknown>) => string
type Loader = { _resolveFilename: Resolve; register: Register }
type Register = (specifier: string) => void
type TsNode = { readonly register: (options: Readonly<Record<string, unknown>>) => unknown }

const tsNodeInstance = Symbol.for('ts-node.register.instance')
let isResolving = false

/**
 * Makes this process able to load a person's module: TypeScript is compiled as it is, and
 * `@shadowtape/core` means the one that is running. Costs nothing until it is called.
 */
export const prepareToLoad = (file: string): void => {
  if (!isResolving) resolveCore()
  if (/\.[cm]?ts$/.test(file)) compileTypeScript()
}

const resolveCore = (): void => {
  isResolving = true
  const core = createRequire(__filename).resolve('@shadowtape/core')
  const loader = Module as unknown as Partial<Loader>
  if (core.endsWith('.js')) loader.register?.(resolvingImports(core))
  const original = loader._resolveFilename
  if (original === undefined) return
  loader._resolveFilename = function resolved(this: unknown, request, ...rest) {
    return original.call(this, request === '@shadowtape/core' ? core : request, ...rest)
  }
}

/** A module of Node's loader that answers `import '@shadowtape/core'` with a file. */
const resolvingImports = (core: string): string => {
  const url = JSON.stringify(pathToFileURL(core).href)
  const source =
    'export const resolve = (specifier, context, next) => ' +
    `specifier === '@shadowtape/core' ? { url: ${url}, shortCircuit: true } ` +
    ': next(specifier, context)'
  return `data:text/javascript,${encodeURIComponent(source)}`
}

const compileTypeScript = (): void => {
  if (tsNodeInstance in process || 'jest' in globalThis) return
  const tsNode = createRequire(__filename)('ts-node') as TsNode
  tsNode.register({
    swc: true,
    skipProject: true,
    compilerOptions: { target: 'ES2022', module: 'CommonJS', moduleResolution: 'Node10' },
  })
}
