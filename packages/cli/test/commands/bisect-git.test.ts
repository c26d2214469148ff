import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { bidding, biddingSource, lineOfQuote, recordBidding } from '../support/bidding-strategy'
import { bundleEngine, layOut, runEngine, startEngine } from '../support/built-engine'
import type { GitRepository } from '../support/git-repository'
import { gitRepository } from '../support/git-repository'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const engine = join(dir, 'engine')
const temporary = join(dir, 'tmp')
let journal = ''
let repository: GitRepository
let commits: ReadonlyArray<string> = []

const hostile = 'six \u001b[31mred\u202e'
const flagAt = (quote: number): string => `if (slice.quotes === ${String(quote)}) slice.flag = true`

/** Nine commits; with the sixth the strategy remembers something else, the fourth does not load. */
const nineCommits = (root: string): readonly [GitRepository, ReadonlyArray<string>] => {
  const made = gitRepository(root)
  const all = Array.from({ length: 9 }, (_, i) => {
    const k = i + 1
    const source = biddingSource({
      before: `// commit ${String(k)}`,
      evolve: k >= 6 ? flagAt(111) : '',
    })
    made.write('strategies/mine.js', k === 4 ? 'this is no module (' : source)
    if (k === 6) made.write('docs/naïve \u001bname.md', 'x')
    return made.commit(k === 6 ? hostile : `commit ${String(k)}`)
  })
  return [made, all]
}

beforeAll(async () => {
  layOut(bundleEngine(join(dir, 'bundle.js')), engine)
  mkdirSync(temporary)
  journal = await recordBidding(engine, dir)
  const made = nineCommits(join(dir, 'bot'))
  repository = made[0]
  commits = made[1]
})

const variables = { TMPDIR: temporary, GIT_CONFIG_GLOBAL: '/dev/null' }
const bisect = (cwd: string, ...args: ReadonlyArray<string>) =>
  runEngine(engine, ['bisect', journal, ...args], cwd, variables)

const leavesNothing = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = repository.traces()
  const done = await work()
  expect(repository.traces()).toStrictEqual(before)
  expect(readdirSync(temporary)).toStrictEqual([])
  return done
}

const mine = ['--strategy', 'strategies/mine.js']

describe('shadowtape bisect --git, over a strategy’s repository', () => {
  it('finds the commit, the files, and the first input whose state it changed', async () => {
    const { code, stdout } = await leavesNothing(() =>
      bisect(repository.root, '--git', `${commits[0] ?? ''}..`, ...mine, '--json'),
    )
    expect(code).toBe(4)
    const said = JSON.parse(stdout) as Readonly<Record<string, unknown>>
    expect(said).toMatchObject({
      verdict: 'found',
      looked_for: 'strategy',
      strategy: 'strategies/mine.js',
      commit: {
        hash: commits[5],
        author: 'Ann',
        subject: hostile,
        files: [
          { status: 'A', path: 'docs/naïve \u001bname.md' },
          { status: 'M', path: 'strategies/mine.js' },
        ],
      },
      or_one_of: [],
      divergence: { field: 'stateDigest', kind: 'hidden state' },
      parting: {
        line: lineOfQuote(journal, 111),
        changes: [{ path: 'strategy.flag', one: false, other: true }],
      },
    })
  })

  it('says how it goes on stderr, and prints no control characters', async () => {
    const { stdout, stderr } = await bisect(
      repository.root,
      ...['--git', `${commits[0] ?? ''}..HEAD`, ...mine],
    )
    expect(stdout).toContain(`${commits[5] ?? ''} is the first commit whose strategy`)
    expect(stdout).toContain('six \\u001b[31mred\\u202e')
    expect(stdout).toContain('A  docs/naïve \\u001bname.md')
    const said = `${stdout}${stderr}`
    expect(['\u001b', '\u202e'].filter((char) => said.includes(char))).toStrictEqual([])
    expect(stderr).toContain('7 commits left to try, about 3 steps\n')
  })

  it('passes over a commit that cannot be tried, and says why', async () => {
    const { code, stdout } = await leavesNothing(() =>
      bisect(
        repository.root,
        '--git',
        `${commits[1] ?? ''}..${commits[5] ?? ''}`,
        ...mine,
        '--json',
      ),
    )
    const said = JSON.parse(stdout) as { commit: unknown; tried: ReadonlyArray<unknown> }
    expect([code, said.commit]).toStrictEqual([4, expect.objectContaining({ hash: commits[5] })])
    expect(said.tried).toContainEqual({
      commit: commits[3],
      verdict: 'unfit',
      why: expect.stringContaining('cannot load the strategy'),
    })
  })

  it('names those that cannot be tried and may be the one as well', async () => {
    const made = gitRepository(join(dir, 'unsure'))
    const commit = (source: string): string => {
      made.write('mine.js', source)
      return made.commit('change')
    }
    const good = commit(biddingSource())
    const unfit = commit('this is no module (')
    const bad = commit(biddingSource({ evolve: flagAt(111) }))
    const args = ['--git', `${good}..`, '--strategy', 'mine.js']
    const { code, stdout } = await bisect(made.root, ...args, '--json')
    expect([code, JSON.parse(stdout)]).toMatchObject([
      4,
      { verdict: 'one of several', commit: { hash: bad }, or_one_of: [{ hash: unfit }] },
    ])
  })

  it('looks at commits, not at what is not committed, and says so', async () => {
    repository.write('strategies/mine.js', 'half done (')
    const { code, stderr } = await leavesNothing(() =>
      bisect(repository.root, '--git', `${commits[4] ?? ''}..${commits[5] ?? ''}`, ...mine),
    )
    expect([code, readFileSync(join(repository.root, 'strategies/mine.js'), 'utf8')]).toStrictEqual(
      [4, 'half done ('],
    )
    expect(stderr).toContain('its uncommitted changes are not looked at\n')
    repository.git('checkout', '--quiet', '--', '.')
  })

  it('finds the commit on a branch that was merged, or with --first-parent the merge', async () => {
    const made = gitRepository(join(dir, 'merged'))
    const write = (note: string, evolve: string): void => {
      made.write('mine.js', biddingSource({ before: `// ${note}`, evolve }))
    }
    write('base', '')
    const base = made.commit('base')
    made.git('checkout', '--quiet', '-b', 'topic')
    made.write('note.txt', 'x')
    made.commit('harmless')
    write('base', flagAt(99))
    const bad = made.commit('remembers')
    made.git('checkout', '--quiet', 'main')
    made.write('other.txt', 'x')
    made.commit('on main')
    made.git('merge', '--quiet', '--no-ff', '-m', 'merge topic', 'topic')
    const merge = made.git('rev-parse', 'HEAD')
    made.write('last.txt', 'x')
    made.commit('last')
    const args = ['--git', `${base}..HEAD`, '--strategy', 'mine.js', '--json']
    const hashIn = (text: string) => (JSON.parse(text) as { commit: { hash: string } }).commit.hash
    expect(hashIn((await bisect(made.root, ...args)).stdout)).toBe(bad)
    expect(hashIn((await bisect(made.root, ...args, '--first-parent')).stdout)).toBe(merge)
  })

  it('builds what is the product of a build, by the repository’s own script', async () => {
    const made = gitRepository(join(dir, 'built'))
    const build =
      "require('fs').mkdirSync('out', {recursive:true});" +
      "require('fs').copyFileSync('src.js', 'out/mine.js')"
    made.write('package.json', '{ "scripts": { "build": "node build.cjs" } }')
    made.write('build.cjs', build)
    made.write('.gitignore', 'out/')
    made.write('src.js', biddingSource({}))
    const good = made.commit('good')
    made.write('src.js', biddingSource({ evolve: flagAt(50) }))
    const bad = made.commit('bad')
    made.write('note.txt', 'x')
    made.commit('later')
    const built = ['--strategy', 'out/mine.js']
    mkdirSync(join(made.root, 'out'))
    bidding(join(made.root, 'out'), 'mine.js')
    const { code, stdout } = await bisect(made.root, '--git', `${good}..`, ...built, '--json')
    expect([code, JSON.parse(stdout)]).toMatchObject([4, { commit: { hash: bad } }])
    expect(made.git('status', '--porcelain')).toBe('')
  })
})

describe('shadowtape bisect --git refuses', () => {
  const refused = async (
    wanted: number,
    says: string | RegExp,
    ...args: ReadonlyArray<string>
  ): Promise<void> => {
    const { code, stdout, stderr } = await leavesNothing(() => bisect(repository.root, ...args))
    expect([code, stdout]).toStrictEqual([wanted, ''])
    expect(stderr).toMatch(says)
  }

  it('what is no range', () =>
    refused(2, /^Error: --git: HEAD is not GOOD\.\.BAD\.\n$/, '--git', 'HEAD', ...mine))
  it('a revision that there is not', () =>
    refused(2, /^Error: --git: nope is no commit of /, '--git', 'nope..HEAD', ...mine))
  it('a good one that does not come before the bad one', () =>
    refused(2, /HEAD is no ancestor of HEAD~3\.\n$/, '--git', 'HEAD..HEAD~3', ...mine))
  it('a good one that is bad', () =>
    refused(
      2,
      /which is to be good, diverges at line \d+, field /,
      '--git',
      'HEAD~1..HEAD',
      ...mine,
    ))
  it('a bad one that is good', () =>
    refused(
      2,
      /which is to be bad, replays .* byte for byte\.\n$/,
      '--git',
      'HEAD~8..HEAD~7',
      ...mine,
    ))
  it('a good one that cannot be tried', () =>
    refused(1, /which is to be good, cannot be tried: /, '--git', 'HEAD~5..HEAD', ...mine))
  it('a strategy that is not in the repository', () =>
    refused(2, /does not lie in .*bot\.\n$/, '--git', 'HEAD~8..', '--strategy', '../mine.js'))
  it('a directory that is in no repository', () =>
    refused(2, /^Error: --repo: .*: fatal: not a git repository/, '--git', 'a..b', '--repo', dir))

  it('a history that was cut off, and says how it is brought', async () => {
    const shallow = join(dir, 'shallow')
    repository.git('clone', '--quiet', '--depth', '2', `file://${repository.root}`, shallow)
    const { code, stderr } = await bisect(shallow, '--git', `${commits[0] ?? ''}..HEAD`, ...mine)
    expect([code, stderr]).toStrictEqual([
      2,
      expect.stringMatching(
        /is no commit of .*; its history was cut off, and git fetch --unshallow/,
      ),
    ])
  })

  it('to go on without git', async () => {
    const { code, stderr } = await runEngine(engine, ['bisect', journal, '--git', 'a..b'], dir, {
      PATH: '/nowhere',
    })
    expect([code, stderr]).toStrictEqual([1, 'git cannot be started: spawn git ENOENT.\n'])
  })
})

describe('shadowtape bisect --git, interrupted', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s ends what is being built, and leaves nothing behind',
    async (signal) => {
      const marker = join(dir, `building-${signal}`)
      const slow = `echo $$ > '${marker}'; sleep 600`
      const { code, stderr } = await leavesNothing(async () => {
        const args = ['bisect', journal, '--git', 'HEAD~8..', ...mine, '--build', slow]
        const run = startEngine(engine, args, repository.root, variables)
        while (!isThere(marker)) await new Promise((resolve) => setTimeout(resolve, 50))
        run.child.kill(signal)
        return run.done
      })
      expect(code).toBe(1)
      expect(stderr).toContain('Interrupted; nothing was found')
      const shell = Number(readFileSync(marker, 'utf8'))
      expect(() => process.kill(shell, 0)).toThrow('ESRCH')
    },
  )
})

const isThere = (path: string): boolean => {
  try {
    return readFileSync(path, 'utf8').endsWith('\n')
  } catch {
    return false
  }
}

describe('shadowtape bisect --git, over an engine’s repository', () => {
  it('builds each commit and finds the one whose reducer keeps something else', async () => {
    const made = gitRepository(join(dir, 'engines'))
    const bundle = join(dir, 'bundle.js')
    made.write('packages/cli/package.json', '{ "name": "@shadowtape/cli" }')
    made.write('packages/cli/bin/shadowtape.cjs', "require('../dist/main.js')\n")
    made.write('.gitignore', 'node_modules\ndist/\n')
    const commit = (subject: string, count: string, isBroken: 'broken' | 'sound'): string => {
      made.write('build.cjs', buildOf(bundle, count, isBroken))
      return made.commit(subject)
    }
    const good = commit('begin', '+= 1', 'sound')
    commit('half done', '+= 1', 'broken')
    const before = commit('write it otherwise', '= totals.placed + 1', 'sound')
    const bad = commit('count the second twice', '+= totals.placed === 1 ? 2 : 1', 'sound')
    commit('more', '+= totals.placed === 1 ? 2 : 1 ', 'sound')
    const traces = made.traces()
    const args = ['--git', `${good}..`, '--build', 'node build.cjs', '--repo', made.root, '--json']
    const { code, stdout } = await bisect(dir, ...args)
    expect([code, JSON.parse(stdout)]).toMatchObject([
      4,
      {
        looked_for: 'engine',
        commit: { hash: bad },
        parting: {
          sides: [before.slice(0, 10), bad.slice(0, 10)],
          changes: [{ path: 'totals.placed', one: 2, other: 3 }],
        },
      },
    ])
    expect([made.traces(), readdirSync(temporary)]).toStrictEqual([traces, []])
  })
})

/** A script that builds a checkout out of the bundle: this is what changes from commit to commit. */
const buildOf = (bundle: string, count: string, isBroken: 'broken' | 'sound'): string => `
const fs = require('fs')
const text = fs.readFileSync(${JSON.stringify(bundle)}, 'utf8')
${isBroken === 'broken' ? 'throw new Error("half done")' : ''}
fs.mkdirSync('packages/cli/dist', { recursive: true })
fs.writeFileSync('packages/cli/dist/main.js', text.replace('totals.placed += 1', 'totals.placed ${count}'))
fs.symlinkSync(${JSON.stringify(join(__dirname, '../../../../node_modules'))}, 'node_modules')
`
