import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

import { parseDocument } from 'yaml'

import { tempFolder } from './temp-folder'

const root = resolve(__dirname, '..', '..', '..')
const folder = tempFolder()
const text = readFileSync(join(root, 'examples', 'ci', 'shadowtape.yml'), 'utf8')

type Step = { readonly name?: string; readonly uses?: string; readonly run?: string }
type Workflow = {
  readonly permissions: unknown
  readonly jobs: Readonly<Record<string, { readonly steps: ReadonlyArray<Step> }>>
}
const document = parseDocument(text, { strict: true, uniqueKeys: true })
const workflow = document.toJS() as Workflow
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

/** What needs the network: the registry. All other steps run here. */
const needsNetwork = (step: Step): boolean => /\bnpm (ci|install)\b/.test(step.run ?? '')
const offline = steps.filter((step) => step.run !== undefined && !needsNetwork(step))

/** Where jq is not installed, its two kinds of test are evaluated by Node in its place. */
const jqByNode = `#!/usr/bin/env node
const value = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
const isTrue = process.argv[3].split(' and ').every((claim) => {
  const [, path, sign, wanted] = /^\\.([a-z_.]+) (==|>) (\\S+)$/.exec(claim)
  const found = path.split('.').reduce((inside, name) => inside?.[name], value)
  return sign === '==' ? found === JSON.parse(wanted) : found > JSON.parse(wanted)
})
console.log(isTrue)
process.exitCode = isTrue ? 0 : 1
`
const hasJq = spawnSync('jq', ['--version']).status === 0

/** A bot's own repository, as the workflow finds it once it is installed. */
const repository = (): NodeJS.ProcessEnv => {
  const tools = join(folder(), 'node_modules-tools')
  mkdirSync(tools)
  cpSync(join(root, 'examples', 'bot-with-goldens'), folder(), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder(), 'node_modules'))
  if (!hasJq) {
    writeFileSync(join(tools, 'jq'), jqByNode)
    chmodSync(join(tools, 'jq'), 0o755)
  }
  const path = `${tools}${delimiter}${process.env['PATH'] ?? ''}`
  // npx may look at nothing but what is installed
  return { ...process.env, PATH: path, CI: 'true', npm_config_offline: 'true' }
}

/** Runs a step as the runner does: bash, which stops at the first command that fails. */
const ran = (script: string, env: NodeJS.ProcessEnv) => {
  const done = spawnSync('bash', ['-e', '-c', script], { cwd: folder(), env, encoding: 'utf8' })
  return { code: done.status, said: `${done.stdout}${done.stderr}` }
}

describe('examples/ci/shadowtape.yml', () => {
  it('is YAML without an error or a warning, and asks for no more than to read', () => {
    expect([...document.errors, ...document.warnings]).toStrictEqual([])
    expect(workflow.permissions).toStrictEqual({ contents: 'read' })
  })

  it('pins each action to a commit, and says which version that is', () => {
    const used = text.split('\n').filter((line) => line.includes('uses:'))
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length)
    expect(used.length).toBeGreaterThan(0)
    for (const line of used)
      expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('installs, tests, and looks whether the monitor freezes', () => {
    const scripts = steps.map(({ run }) => run ?? '').join('\n')
    expect(scripts).toMatch(/^npm ci$/m)
    expect(scripts).toContain('npx jest --ci')
    expect(scripts).toContain("jq -e '.risk.frozen == true'")
    expect(steps.filter(needsNetwork)).toHaveLength(1)
  })

  it.each(offline.map((step) => [step.name ?? '', step.run ?? ''] as const))(
    `passes its step "%s" in a bot's repository${hasJq ? '' : ' (jq is not here: by Node)'}`,
    (_, script) => {
      const { code, said } = ran(script, repository())
      expect({ code, said }).toMatchObject({ code: 0 })
    },
  )

  it('fails where the monitor does not freeze, and where the program fails', () => {
    const script = offline.find(({ run }) => run?.includes("'.risk.frozen == true'"))?.run ?? ''
    const env = repository()
    expect(script).toContain('--edge-threshold 8.0')
    expect(ran(script.replace('8.0', '1.0'), env).code).toBe(1)
    expect(ran(script.replace('--shadow', ''), env).code).not.toBe(0)
  })
})
