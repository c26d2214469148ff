import Module, { createRequire } from 'node:module'

type Resolve = (request: string, ...rest: ReadonlyArray<unknown>) => string
type Loader = { _resolveFilename: Resolve }
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
  const original = loader._resolveFilename
  if (original === undefined) return
  loader._resolveFilename = function resolved(this: unknown, request, ...rest) {
    return original.call(this, request === '@shadowtape/core' ? core : request, ...rest)
  }
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
