import { withoutConsent } from '../../src/live/live-consent'
import type { CliEnv } from '../../src/shell/cli-env'

const asked = async (
  apiEnv: 'testnet' | 'demo' | 'mainnet',
  options: { readonly yes?: true },
  typed: ReadonlyArray<string> | null,
  variables: Readonly<Record<string, string>> = { SHADOWTAPE_LIVE_ENABLE: '1' },
) => {
  const remarks: Array<string> = []
  const env: CliEnv = {
    print: () => undefined,
    remark: (text) => remarks.push(text),
    isTerminal: { stdout: false, stderr: true, stdin: typed !== null },
    variables,
    ...(typed === null
      ? {}
      : {
          async *typed() {
            yield* typed
            await Promise.resolve()
          },
        }),
  }
  const refused = await withoutConsent({ apiEnv }, options, env)
  return { says: refused?.says ?? null, remarks: remarks.join('') }
}

describe('real orders', () => {
  it.each(['testnet', 'demo'] as const)('need no more than the flags on %s', async (apiEnv) => {
    expect(await asked(apiEnv, {}, null, {})).toStrictEqual({ says: null, remarks: '' })
  })

  it('need the variable on mainnet, whatever else is said', async () => {
    const { says } = await asked('mainnet', { yes: true }, ['mainnet'], {})
    expect(says).toContain('SHADOWTAPE_LIVE_ENABLE=1')
    const other = await asked('mainnet', { yes: true }, null, { SHADOWTAPE_LIVE_ENABLE: 'true' })
    expect(other.says).toContain('SHADOWTAPE_LIVE_ENABLE=1')
  })

  it('need a person who types the name of the environment, or --yes', async () => {
    expect((await asked('mainnet', { yes: true }, null)).says).toBeNull()
    expect((await asked('mainnet', {}, null)).says).toContain('--yes')
    const confirmed = await asked('mainnet', {}, ['mainnet'])
    expect(confirmed.says).toBeNull()
    expect(confirmed.remarks).toContain('Type mainnet to go on')
    for (const typed of [['yes', 'mainnet'], ['Mainnet'], [''], []])
      expect((await asked('mainnet', {}, typed)).says).toBe('Not confirmed; nothing was sent.')
  })
})
