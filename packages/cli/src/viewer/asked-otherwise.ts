import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { clipped } from '../reports/printable'
import { countOption } from '../shell/option-values'
import { shellWord } from '../shell/shell-word'
import type { Setting } from '../whatifs/setting'
import { settingOption } from '../whatifs/setting'
import type { Refusal } from './refusal'
import { misasked } from './refusal'

/** With which settings a session is to be run again, and from which line on, if not all along. */
export type AskedOtherwise = {
  readonly settings: ReadonlyArray<Setting>
  readonly from: number | undefined
}

/** Reads `set=NAME=VALUE`, one value for each setting, and `from=LINE`, as `whatif` takes them. */
export const askedOtherwise = (search: URLSearchParams): Either<Refusal, AskedOtherwise> => {
  let settings: ReadonlyArray<Setting> = []
  let from: number | undefined
  for (const [name, text] of search) {
    if (name !== 'set' && name !== 'from') {
      const says = `there is no parameter ${JSON.stringify(clipped(name, 40))}; there are set, from`
      return left(misasked(says))
    }
    if (name === 'from' && from !== undefined) return left(misasked('from stands there twice'))
    const before = settings
    const read = readOr(`${name} ${clipped(text, 80)}`, () => {
      if (name === 'set') settings = settingOption(text, before)
      else from = countOption(2, Number.MAX_SAFE_INTEGER)(text)
    })
    if (isLeft(read)) return read
  }
  if (settings.length === 0) return left(misasked('no other setting was given'))
  const many = settings.find(({ texts }) => texts.length !== 1)
  if (many === undefined) return right({ settings, from })
  const says = `${many.name} has ${String(many.texts.length)} values; one session has one of each`
  return left(misasked(says))
}

const readOr = (what: string, read: () => void): Either<Refusal, void> => {
  try {
    return right(read())
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    return left(misasked(`${what}: ${error.message}`))
  }
}

/** The command that runs the same. */
export const otherwiseCommand = (
  path: string,
  { settings, from }: AskedOtherwise,
  strategy: string | undefined,
): string =>
  [
    ...['shadowtape', 'whatif', path],
    ...settings.flatMap(({ name, texts }) => ['--set', `${name}=${texts.join(',')}`]),
    ...(from === undefined ? [] : ['--from', String(from)]),
    ...(strategy === undefined ? [] : ['--strategy', strategy]),
  ]
    .map(shellWord)
    .join(' ')
