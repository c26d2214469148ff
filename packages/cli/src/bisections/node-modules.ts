import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'

/** A checkout whose packages are installed, and the lock file that they were installed by. */
export type Installed = { readonly root: string; readonly lock: string }

/** What is installed in a checkout; `null` where nothing is, or it has no lock file. */
export const installedIn = (root: string): Installed | null => {
  const lock = lockOf(root)
  return lock !== null && existsSync(join(root, 'node_modules', '.package-lock.json'))
    ? { root, lock }
    : null
}

/** The text of a checkout's lock file. */
export const lockOf = (root: string): string | null => textOf(join(root, 'package-lock.json'))

/** Whether a checkout asks for packages, or has some of its own. */
export const needsPackages = (root: string): boolean => {
  const asks = manifestOf(root)
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'workspaces'].some(
    (name) => Object.keys(asks[name] ?? {}).length > 0,
  )
}

/** The scripts of a checkout's `package.json`. */
export const scriptsOf = (root: string): ReadonlySet<string> =>
  new Set(Object.keys(manifestOf(root)['scripts'] ?? {}))

type Manifest = Readonly<Record<string, object | undefined>>

const manifestOf = (root: string): Manifest => {
  try {
    return JSON.parse(textOf(join(root, 'package.json')) ?? '{}') as Manifest
  } catch {
    return {}
  }
}

/**
 * Lends a checkout the packages that are installed in another one. Each is a link to it; but links
 * to packages of the checkout itself lead into the one that borrows, or its code would not be run.
 */
export const lendPackages = (from: string, to: string): void => {
  if (existsSync(join(to, 'node_modules'))) return
  lend(join(from, 'node_modules'), join(to, 'node_modules'))
  for (const own of ownPackages(join(from, 'node_modules'))) {
    const inside = relative(realpathSync(from), own)
    const target = join(to, inside)
    if (!inside.startsWith('..') && existsSync(join(own, 'node_modules')) && existsSync(target))
      lend(join(own, 'node_modules'), join(target, 'node_modules'))
  }
}

const lend = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)]
    if (name.startsWith('@') || name === '.bin') lend(source, target)
    else if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (!name.startsWith('.')) symlinkSync(source, target)
  }
}

/** The directories of packages that are a part of the checkout, and only linked to. */
const ownPackages = (modules: string): ReadonlyArray<string> =>
  readdirSync(modules).flatMap((name) => {
    const path = join(modules, name)
    if (name.startsWith('@')) return ownPackages(path)
    const isOwn = lstatSync(path).isSymbolicLink() && !isAbsolute(readlinkSync(path))
    return isOwn && existsSync(path) ? [realpathSync(path)] : []
  })

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
