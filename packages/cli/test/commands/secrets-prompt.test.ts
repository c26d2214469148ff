import { hasPty, ptyRuns } from '../support/pty-run'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const startPty = ptyRuns()
const size = [100, 30] as const
const variables = { XDG_CONFIG_HOME: dir }
const key = 'KFEJUGQEQPPHGOHGHM'

describe('secrets save in a terminal', () => {
  it('asks twice, and shows nothing of what is typed', async () => {
    expect(hasPty).toBe(true)
    const run = startPty(['secrets', 'save', 'api_key', '--env', 'testnet'], size, variables)
    await run.shows('API key (does not show): ')
    run.keys(`${key}\r`)
    await run.shows('The same once more: ')
    run.keys(`${key}\r`)
    await run.shows('KFE...***  saved')
    expect(await run.ended()).toMatchObject({ code: 0, isRaw: false })
    expect(run.raw()).not.toContain('EJUGQ')
  })

  it('keeps nothing where the two differ, or it is given up', async () => {
    const run = startPty(['secrets', 'save', 'api_secret', '--env', 'testnet'], size, variables)
    await run.shows('API secret (does not show): ')
    run.keys(`${key}\r`)
    await run.shows('The same once more: ')
    run.keys(`${key}x\r`)
    await run.shows('the two are not the same; nothing is changed')
    expect(await run.ended()).toMatchObject({ code: 2, isRaw: false })
    const other = startPty(['secrets', 'rotate', 'api_key', '--env', 'testnet'], size, variables)
    await other.shows('API key (does not show): ')
    other.keys('abc\u0003')
    await other.shows('given up; nothing is changed')
    expect(await other.ended()).toMatchObject({ code: 2, isRaw: false })
  })
})
