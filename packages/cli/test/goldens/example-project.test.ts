import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Ran } from '../run-cli'
import { runCli } from '../run-cli'
import { tempFolder } from '../temp-folder'

const root = resolve(__dirname, '..', '..', '..', '..')
const example = join(root, 'examples', 'bot-with-goldens')
const folder = tempFolder()

/** The example, as somebody who copied it has it: a repository of its own. */
const copied = (): void => {
  cpSync(example, folder(), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder(), 'node_modules'))
  git('init', '--quiet')
  git('add', '--all', '--', ':!node_modules')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'as it was')
}

const ran = (command: string, args: ReadonlyArray<string>): Ran => {
  const done = spawnSync(command, args, {
    cwd: folder(),
    encoding: 'utf8',
    env: { ...process.env, CI: '', NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  return { code: done.status, stdout: done.stdout, stderr: done.stderr }
}
const git = (...args: ReadonlyArray<string>): string => {
  const done = ran('git', args)
  expect({ args, code: done.code, stderr: done.stderr }).toMatchObject({ code: 0 })
  return done.stdout
}
const jestRun = (): Ran => ran(process.execPath, [require.resolve('jest/bin/jest'), '--ci'])
const shadowtape = (...args: ReadonlyArray<string>): Ran =>
  runCli(args, { cwd: folder(), variables: { CI: '' } })

const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(join(folder(), path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder(), path), text.replace(from, to))
}

describe('the example project', () => {
  it('passes as it is', () => {
    copied()
    const { code, stderr } = jestRun()
    expect({ code, stderr }).toMatchObject({ code: 0 })
    expect(stderr).toContain('4 passed')
  })

  it('type-checks with the settings that TypeScript itself calls strict', () => {
    copied()
    const settings = '--noEmit --strict --skipLibCheck --module node20 --target es2022'
    const { code, stdout } = ran(process.execPath, [
      require.resolve('typescript/bin/tsc'),
      ...settings.split(' '),
      ...['--types', 'jest,node', 'test/bot.test.ts', 'strategies/lean.ts'],
    ])
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '' })
  })

  it('leads from a broken strategy to what changed first, and to a small diff in git', () => {
    copied()
    // one order of many, a tick lower
    edit(
      'strategies/lean.ts',
      '  const wishes: Array<Wish>',
      '  if (view.at === breakAt && buy !== null) return [quote(instrument, "Buy", buy - 10, qty)]\n' +
        '  const wishes: Array<Wish>',
    )
    const golden = readFileSync(join(folder(), 'goldens/queue/expected.golden.ndjson'), 'utf8')
    const placed = golden.split('\n').filter((line) => line.includes('"type":"PlaceOrder"'))
    const { at } = JSON.parse(placed.at(-1) ?? '{}') as { readonly at: string }
    const us = 1_767_603_600_004_892 + Number(at.replace('.', ''))
    edit('strategies/lean.ts', 'type Slice', `const breakAt = ${String(us)}\n\ntype Slice`)

    const broken = jestRun()
    expect(broken.code).toBe(1)
    const says = broken.stderr
    expect(says).toContain('comes to what goldens/queue expects')
    expect(says).toMatch(/queue +different\n/)
    expect(says).toContain("otherwise: the strategy's source")
    expect(says).toMatch(new RegExp(`- \\${at} {2}CancelAllOrders`))

    expect(shadowtape('golden', 'check').code).toBe(4)
    expect(git('status', '--short', '--', ':!node_modules')).toContain(
      '?? goldens/queue/expected.golden.ndjson.new',
    )
    expect(shadowtape('golden', 'accept', '.').code).toBe(0)
    expect(jestRun().code).toBe(0)
    const [added = 0, removed = 0] = git('diff', '--numstat', '--', 'goldens/queue')
      .split('\t')
      .map(Number)
    // the first line, the orders that were not canceled, the one that was placed otherwise
    expect({ added: added < 12, removed: removed < 25 }).toStrictEqual({
      added: true,
      removed: true,
    })
    expect(golden.split('\n').length).toBeGreaterThan(500)
  })
})
