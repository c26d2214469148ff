import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { fileFailure, fileFailureText, newSha256 } from '@shadowtape/adapters'
import type { Strategy } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { checkedStrategy } from './checked-strategy'
import type { LoadedStrategy } from './strategies'
import { prepareToLoad } from './user-modules'

/**
 * Loads a person's strategy from its module. TypeScript is compiled without being type-checked;
 * `@shadowtape/core` is this program's own, wherever the module lies.
 */
export const strategyModule = async (path: string): Promise<Either<Failure, LoadedStrategy>> => {
  const file = resolve(path)
  const digest = digestOfFile(path, file)
  if (isLeft(digest)) return digest
  try {
    const strategy = strategyOf(path, await loaded(file))
    return isLeft(strategy)
      ? strategy
      : right({ strategy: checkedStrategy(path, strategy.right), digest: digest.right })
  } catch (error) {
    return left(failure('Failed', `${path}: cannot load the strategy: ${firstLine(error)}.`))
  }
}

const digestOfFile = (path: string, file: string): Either<Failure, string> => {
  try {
    const hasher = newSha256()
    hasher.update(readFileSync(file))
    return right(hasher.hex())
  } catch (error) {
    return left(failure('Failed', `${fileFailureText(fileFailure(path, 'read', error))}.`))
  }
}

const loaded = async (file: string): Promise<unknown> => {
  prepareToLoad(file)
  if (file.endsWith('.mjs')) return import(pathToFileURL(file).href)
  try {
    return createRequire(file)(file)
  } catch (error) {
    if (!asksForImport.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return import(pathToFileURL(file).href)
  }
}

/** An ES module that `require` cannot take, or whose own imports it cannot find. */
const asksForImport = ['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_MODULE_NOT_FOUND']

const strategyOf = (path: string, module: unknown): Either<Failure, Strategy> => {
  const found = (module as Readonly<Record<string, unknown>> | null)?.['strategy']
  if (typeof found !== 'object' || found === null)
    return left(failure('Failed', `${path}: the module exports nothing named strategy.`))
  const members = found as Readonly<Record<string, unknown>>
  if (typeof members['name'] !== 'string' || members['name'] === '')
    return left(failure('Failed', `${path}: strategy.name is not a text.`))
  for (const verb of ['initial', 'evolve', 'decide'])
    if (typeof members[verb] !== 'function')
      return left(failure('Failed', `${path}: strategy.${verb} is not a function.`))
  return right(found as Strategy)
}

const firstLine = (error: unknown): string => {
  const says = error instanceof Error ? error.message : String(error)
  const line = says.split('\n').find((text) => text.trim() !== '') ?? 'it threw nothing'
  return printable(line.trim().replace(/[.:]$/, ''))
}
