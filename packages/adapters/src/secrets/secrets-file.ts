import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'
import * as t from 'io-ts'

import { folderFault, privateText, systemFault } from './private-place'
import type { SecretFault } from './secret-fault'
import { secretFault } from './secret-fault'
import type { StoredSecret } from './secret-store'

/** The version of the file's format that is written, and the only one that is read. */
export const secretsFileVersion = 1

const fileName = 'shadowtape-secrets'

const Row = t.strict(
  {
    name: t.string,
    value: t.string,
    created: t.union([t.string, t.null]),
    rotated: t.union([t.string, t.null]),
  },
  'Row',
)
const Head = t.type({ format: t.literal(fileName), version: t.number, secrets: t.array(t.unknown) })

/** All secrets of a file, of whatever environment; none where there is no file. */
export const readSecretsFile = (path: string): Either<SecretFault, ReadonlyArray<StoredSecret>> => {
  const text = privateText(path)
  if (isLeft(text)) return text
  return text.right === null ? right([]) : secretsOfText(path, text.right)
}

/**
 * Changes a file of secrets: it is read, and what `change` makes of it takes its place at once,
 * durably. Meanwhile nobody else changes it.
 */
export const changeSecretsFile = (
  path: string,
  change: (
    secrets: ReadonlyArray<StoredSecret>,
  ) => Either<SecretFault, ReadonlyArray<StoredSecret>>,
): Either<SecretFault, void> => {
  const fault = folderFault(path)
  if (fault !== null) return left(fault)
  const partial = `${path}.partial`
  let fd: number
  try {
    // who makes this file may write; it is there only while someone does
    fd = openSync(partial, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return left(systemFault(partial, error))
    return left(
      secretFault(
        'Unsafe',
        `${partial} is there: someone else changes the file now, or was killed at it; ` +
          'if nobody does, remove it',
      ),
    )
  }
  let isOpen = true
  try {
    const before = readSecretsFile(path)
    const after = isLeft(before) ? before : change(before.right)
    if (isLeft(after)) return after
    fchmodSync(fd, 0o600)
    const bytes = Buffer.from(fileText(after.right), 'utf8')
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
    fsyncSync(fd)
    closeSync(fd)
    isOpen = false
    renameSync(partial, path)
    syncFolder(dirname(path))
    return right(undefined)
  } catch (error) {
    return left(systemFault(path, error))
  } finally {
    if (isOpen) closeSync(fd)
    rmSync(partial, { force: true })
  }
}

const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const fileText = (secrets: ReadonlyArray<StoredSecret>): string => {
  const rows = secrets.map(({ name, value, createdMs, rotatedMs }) => ({
    ...{ name, value, created: isoOf(createdMs), rotated: isoOf(rotatedMs) },
  }))
  const file = { format: fileName, version: secretsFileVersion, secrets: rows }
  return `${JSON.stringify(file, null, 2)}\n`
}

const isoOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString()

/** What is read is told by its place alone: what stands there is secret, also where it is wrong. */
const secretsOfText = (
  path: string,
  text: string,
): Either<SecretFault, ReadonlyArray<StoredSecret>> => {
  const damaged = (says: string) => left(secretFault('Damaged', `${path}: ${says}`))
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return damaged('it is no JSON')
  }
  if (!Head.is(json)) return damaged(`it is no file of secrets: format is not ${fileName}`)
  const { version } = json
  if (version !== secretsFileVersion)
    return damaged(
      `version is ${String(version)}; this program reads ${String(secretsFileVersion)}`,
    )
  const secrets: Array<StoredSecret> = []
  for (const [i, row] of json.secrets.entries()) {
    const place = `secrets[${String(i)}]`
    if (!Row.is(row)) return damaged(`${place} is not a name, a value and two dates`)
    const [createdMs, rotatedMs] = [msOf(row.created), msOf(row.rotated)]
    if (Number.isNaN(createdMs)) return damaged(`${place}.created is no ISO 8601 time`)
    if (Number.isNaN(rotatedMs)) return damaged(`${place}.rotated is no ISO 8601 time`)
    if (secrets.some(({ name }) => name === row.name))
      return damaged(`${place}.name is there twice`)
    secrets.push({ name: row.name, value: row.value, createdMs, rotatedMs })
  }
  return right(secrets)
}

const msOf = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso))
