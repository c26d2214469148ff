import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { newRedactor } from '../../src/redaction/redactor'
import { awsEndpoint } from '../../src/secrets/aws-endpoint'
import { awsStore } from '../../src/secrets/aws-store'
import { fileStore } from '../../src/secrets/file-store'
import { memoryStore } from '../../src/secrets/memory-store'
import type { SecretEnvironment } from '../../src/secrets/secret-name'
import {
  apiEnvsOf,
  mayBeUsedWith,
  secretEnvironments,
  secretNames,
} from '../../src/secrets/secret-name'
import type { SecretProvider } from '../../src/secrets/secret-provider'
import { secretProvider } from '../../src/secrets/secret-provider'
import type { SecretStore } from '../../src/secrets/secret-store'
import { variablesStore } from '../../src/secrets/variables-store'
import { awsServer, credentials } from './aws-server'

const aws = awsServer()
const day = 86_400_000
const key = 'CFEJUGQEQPPHGOHGHM'
const other = 'ZZEJUGQEQPPHGOHGHM'
let [folder, path, nowMs] = ['', '', 0]
let redactor = newRedactor()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shadowtape-'))
  path = join(folder, 'own', 'secrets.json')
  nowMs = Date.parse('2026-01-01T00:00:00Z')
  redactor = newRedactor()
  process.env['AWS_ACCESS_KEY_ID'] = credentials.id
  process.env['AWS_SECRET_ACCESS_KEY'] = credentials.secret
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const awsHere = async (answerMs = 20_000): Promise<SecretStore> => {
  const endpoint = awsEndpoint('eu-central-1', aws.url())
  if (endpoint._tag === 'Left') throw new Error(endpoint.left)
  return awsStore(endpoint.right, { connectMs: 20_000, answerMs, tries: 2 })
}
const bound = (store: SecretStore, environment: SecretEnvironment = 'testnet'): SecretProvider => {
  const made = secretProvider(store, {
    environment,
    prefix: 'mm-bot',
    redactor,
    nowMs: () => nowMs,
  })
  if (made._tag === 'Left') throw new Error(made.left)
  return made.right
}
const says = async (task: () => Promise<{ readonly _tag: string }>): Promise<string> => {
  const done = (await task()) as
    { _tag: 'Left'; left: { type: string; says: string } } | { _tag: 'Right' }
  return done._tag === 'Left' ? `${done.left.type}: ${done.left.says}` : 'done'
}
const valueOf = async (provider: SecretProvider): Promise<string | null> => {
  const found = await provider.fetch('api_key')()
  return found._tag === 'Left' ? null : found.right.value
}

describe.each<readonly [string, () => Promise<SecretStore>]>([
  ['memory', () => Promise.resolve(memoryStore())],
  ['a file', () => Promise.resolve(fileStore(path))],
  ['AWS', () => awsHere()],
])('a provider over %s', (_, storeOf) => {
  it('keeps, gives, lists, replaces and removes a secret', async () => {
    const store = await storeOf()
    const provider = bound(store)
    expect(await says(provider.fetch('api_key'))).toBe(
      'Missing: there is no mm-bot/testnet/bybit/api_key',
    )
    expect(await says(provider.save('api_key', key))).toBe('done')
    expect(await says(provider.save('api_key', other))).toMatch(/^Exists: /)
    expect(await valueOf(provider)).toBe(key)
    expect(await says(provider.rotate('api_secret', other))).toMatch(/^Missing: /)
    expect(await says(provider.rotate('api_key', key))).toBe(
      'Unusable: mm-bot/testnet/bybit/api_key has this value already',
    )
    nowMs += day
    expect(await says(provider.rotate('api_key', other))).toBe('done')
    expect(await valueOf(provider)).toBe(other)
    const listed = await provider.list()()
    expect(listed).toMatchObject({
      right: [
        {
          name: 'mm-bot/testnet/bybit/api_key',
          createdMs: expect.any(Number) as number,
          rotatedMs: expect.any(Number) as number,
        },
      ],
    })
    expect(JSON.stringify(listed)).not.toContain(other)
    expect(await says(provider.remove('api_key', 'hard'))).toBe('done')
    expect(await says(provider.remove('api_key', 'soft'))).toMatch(/^Missing: /)
    expect(await valueOf(provider)).toBeNull()
  })

  it('keeps the environments apart', async () => {
    const store = await storeOf()
    for (const environment of secretEnvironments)
      expect(
        await says(bound(store, environment).save('api_key', `${environment}-is-the-key-1`)),
      ).toBe('done')
    for (const environment of secretEnvironments) {
      const provider = bound(store, environment)
      expect(await valueOf(provider)).toBe(`${environment}-is-the-key-1`)
      expect(await provider.list()()).toMatchObject({
        right: [{ name: `mm-bot/${environment}/bybit/api_key` }],
      })
    }
    expect(await says(bound(store, 'soak').remove('api_key', 'hard'))).toBe('done')
    expect(await valueOf(bound(store, 'prod'))).toBe('prod-is-the-key-1')
    expect(await valueOf(bound(store, 'soak'))).toBeNull()
  })

  it('tells the redactor every value that comes through it', async () => {
    const store = await storeOf()
    await bound(store).save('api_key', key)()
    expect(redactor.text(`a ${key}`)).toBe('a CFE...***')
    redactor = newRedactor()
    await valueOf(bound(store))
    expect(redactor.text(`a ${key}`)).toBe('a CFE...***')
  })

  it('warns of keys that are 76 days old, and of those that are 90', async () => {
    const provider = bound(await storeOf())
    await provider.save('api_key', key)()
    const listed = await provider.list()()
    nowMs = (listed._tag === 'Right' ? listed.right[0]?.createdMs : null) ?? 0
    const told = async (days: number): Promise<ReadonlyArray<string>> => {
      nowMs += days * day
      const found = await provider.validate()()
      return found._tag === 'Left'
        ? []
        : found.right.complaints.map((one) => one.says).filter((one) => one.includes('old'))
    }
    expect(await told(75)).toStrictEqual([])
    expect(await told(1)).toStrictEqual(['it is 76 days old, and is due to be rotated in 14 days'])
    expect(await told(14)).toStrictEqual([
      'it is 90 days old: rotate it, as no key should be older than 90 days',
    ])
  })
})

describe('a file of secrets', () => {
  it('is made so that nobody else can read it, and left so', async () => {
    const provider = bound(fileStore(path))
    await provider.save('api_key', key)()
    await provider.rotate('api_key', other)()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'own')).mode & 0o777).toBe(0o700)
    expect(existsSync(`${path}.partial`)).toBe(false)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toStrictEqual({
      format: 'shadowtape-secrets',
      version: 1,
      secrets: [
        {
          name: 'mm-bot/testnet/bybit/api_key',
          value: other,
          created: '2026-01-01T00:00:00.000Z',
          rotated: '2026-01-01T00:00:00.000Z',
        },
      ],
    })
  })

  it.each<readonly [string, () => void, RegExp]>([
    [
      'its group can read',
      () => {
        chmodSync(path, 0o640)
      },
      /has mode 640, .* chmod 600 /,
    ],
    [
      'anyone can read',
      () => {
        chmodSync(path, 0o604)
      },
      /has mode 604/,
    ],
    [
      'can be run',
      () => {
        chmodSync(path, 0o700)
      },
      /has mode 700/,
    ],
    [
      'stands in a folder that others can open',
      () => {
        chmodSync(join(folder, 'own'), 0o750)
      },
      /own has mode 750, .* chmod 700 /,
    ],
    [
      'is a link',
      () => {
        renameSync(path, `${path}.x`)
        symlinkSync(`${path}.x`, path)
      },
      /is a symbolic link/,
    ],
    [
      'stands in a folder that is a link',
      () => {
        renameSync(join(folder, 'own'), join(folder, 'x'))
        symlinkSync(join(folder, 'x'), join(folder, 'own'))
      },
      /own is a symbolic link/,
    ],
    [
      'is a folder',
      () => {
        rmSync(path)
        mkdirSync(path, 0o700)
      },
      /is no plain file/,
    ],
    [
      'is no JSON',
      () => {
        writeFileSync(path, `{"value":"${key}"`)
      },
      /: it is no JSON$/,
    ],
    [
      'is another JSON',
      () => {
        writeFileSync(path, `["${key}"]`)
      },
      /format is not shadowtape-secrets$/,
    ],
    [
      'is of a later version',
      () => {
        writeFileSync(path, '{"format":"shadowtape-secrets","version":2,"secrets":[]}')
      },
      /version is 2; this program reads 1$/,
    ],
    [
      'has a row that is none',
      () => {
        writeFileSync(
          path,
          `{"format":"shadowtape-secrets","version":1,"secrets":[{"name":"${key}"}]}`,
        )
      },
      /secrets\[0\] is not a name/,
    ],
    [
      'has a wrong date',
      () => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('2026-01-01', '2026-13-01'))
      },
      /secrets\[0\]\.created is no ISO 8601 time$/,
    ],
    [
      'has a name twice',
      () => {
        const one = JSON.parse(readFileSync(path, 'utf8')) as { secrets: Array<unknown> }
        one.secrets.push(one.secrets[0])
        writeFileSync(path, JSON.stringify(one))
      },
      /secrets\[1\]\.name is there twice$/,
    ],
    [
      'is too large',
      () => {
        writeFileSync(path, ' '.repeat(1_048_577))
      },
      /larger than 1 MiB$/,
    ],
  ])('is refused where it %s', async (__, spoil, reason) => {
    const provider = bound(fileStore(path))
    await provider.save('api_key', key)()
    spoil()
    for (const told of [
      await says(provider.fetch('api_key')),
      await says(provider.rotate('api_key', other)),
      await says(provider.list()),
    ]) {
      expect(told).toMatch(reason)
      expect(told).not.toContain(key)
    }
  })

  const isRoot = process.getuid?.() === 0
  it('is refused where it belongs to someone else, which only root can try', async () => {
    if (!isRoot) return
    const provider = bound(fileStore(path))
    await provider.save('api_key', key)()
    chownSync(path, 65_534, 65_534)
    expect(await says(provider.fetch('api_key'))).toMatch(/belongs to another user/)
  })

  it('is not changed while someone else changes it', async () => {
    const provider = bound(fileStore(path))
    await provider.save('api_key', key)()
    writeFileSync(`${path}.partial`, '', { mode: 0o600 })
    expect(await says(provider.rotate('api_key', other))).toMatch(/partial is there: someone else/)
    expect(existsSync(`${path}.partial`)).toBe(true)
    expect(await valueOf(provider)).toBe(key)
  })
})

describe('AWS', () => {
  it('is asked by signed requests alone, and page by page', async () => {
    const store = await awsHere()
    await bound(store).save('api_key', key)()
    await bound(store).save('api_secret', other)()
    await bound(store, 'prod').save('api_key', key)()
    aws.setPageSize(1)
    expect(await bound(store).list()()).toMatchObject({ right: [{}, {}] })
    await valueOf(bound(store))
    expect(aws.asked.filter(({ isSigned }) => !isSigned)).toStrictEqual([])
    const operations = aws.asked.map(({ operation }) => operation)
    expect(operations).toStrictEqual([
      'CreateSecret',
      'CreateSecret',
      'CreateSecret',
      'ListSecrets',
      'ListSecrets',
      'GetSecretValue',
      'DescribeSecret',
    ])
  })

  it.each([
    [
      'AccessDeniedException',
      400,
      'Denied: mm-bot/testnet/bybit/api_key: AWS does not let these credentials',
    ],
    [
      'UnrecognizedClientException',
      400,
      'Denied: mm-bot/testnet/bybit/api_key: AWS does not know the credentials',
    ],
    [
      'InvalidRequestException',
      400,
      'Unusable: mm-bot/testnet/bybit/api_key: AWS does not do that',
    ],
    ['DecryptionFailure', 400, 'Denied: mm-bot/testnet/bybit/api_key: AWS cannot decrypt it'],
    [
      'SomethingNewException',
      400,
      'Unreachable: mm-bot/testnet/bybit/api_key: AWS said SomethingNewException',
    ],
  ])('is understood where it says %s', async (type, status, told) => {
    aws.failures.push({ status, type })
    expect(await says(bound(await awsHere()).fetch('api_key'))).toContain(told)
  })

  it('is asked again where it is busy, but not for ever', async () => {
    const provider = bound(await awsHere())
    await provider.save('api_key', key)()
    aws.failures.push({ status: 400, type: 'ThrottlingException' })
    expect(await valueOf(provider)).toBe(key)
    aws.failures.push(
      ...Array.from({ length: 2 }, () => ({ status: 400, type: 'ThrottlingException' })),
    )
    expect(await says(provider.fetch('api_key'))).toMatch(/^Unreachable: .*AWS asks to go slower/)
  })

  it('is given up where it does not answer', async () => {
    const provider = bound(await awsHere(300))
    aws.fallSilent()
    expect(await says(provider.fetch('api_key'))).toMatch(/^Unreachable: .*did not answer in time/)
  })

  it.each([
    [undefined, undefined, 'no region'],
    ['europe', undefined, 'the region is none of AWS'],
    ['eu-central-1/../x', undefined, 'the region is none of AWS'],
    ['eu-central-1', 'http://evil.example', 'neither'],
    ['eu-central-1', 'http://secretsmanager.eu-central-1.amazonaws.com', 'neither'],
    ['eu-central-1', 'https://amazonaws.com.evil.example', 'neither'],
    ['eu-central-1', 'https://a:b@x.amazonaws.com', 'has a user in it'],
    ['eu-central-1', 'nonsense', 'is no URL'],
  ])('is not spoken to at region %s, endpoint %s', (region, url, reason) => {
    const endpoint = awsEndpoint(region, url)
    expect(endpoint._tag === 'Left' ? endpoint.left : '').toContain(reason)
  })

  it('is spoken to at its own address', () => {
    expect(awsEndpoint('eu-central-1', undefined)).toMatchObject({
      right: { url: 'https://secretsmanager.eu-central-1.amazonaws.com' },
    })
    expect(awsEndpoint('cn-north-1', '')).toMatchObject({
      right: { url: 'https://secretsmanager.cn-north-1.amazonaws.com.cn' },
    })
  })
})

describe('variables', () => {
  const variables = { BYBIT_API_KEY: `${key}\n`, BYBIT_API_SECRET: '' }

  it('are read, and cannot be changed', async () => {
    const provider = bound(variablesStore(variables, 'testnet'))
    expect(await valueOf(provider)).toBe(key)
    expect(await says(provider.fetch('api_secret'))).toMatch(/^Missing: /)
    expect(await says(provider.save('api_secret', other))).toMatch(/^ReadOnly: /)
    expect(await says(provider.remove('api_key', 'soft'))).toMatch(/^ReadOnly: /)
  })

  it('are of one environment where SHADOWTAPE_SECRETS_ENV says so', async () => {
    const declared = { ...variables, SHADOWTAPE_SECRETS_ENV: 'testnet' }
    expect(await valueOf(bound(variablesStore(declared, 'testnet')))).toBe(key)
    expect(await says(bound(variablesStore(declared, 'prod'), 'prod').fetch('api_key'))).toMatch(
      /^Denied: the variables are of testnet/,
    )
  })
})

describe('names', () => {
  it.each([
    '',
    '/',
    'a/',
    '/a',
    '../a',
    'a/../b',
    'a//b',
    'a b',
    'a\n',
    'a.b',
    'ä',
    'a/b/c/d/e',
    'x'.repeat(65),
  ])('have no prefix %j', (prefix) => {
    expect(secretNames(prefix, 'dev')._tag).toBe('Left')
  })

  it('are PREFIX/ENVIRONMENT/bybit/KIND', () => {
    expect(secretNames('desk/mm_bot-2', 'soak')).toMatchObject({
      right: {
        api_key: 'desk/mm_bot-2/soak/bybit/api_key',
        api_secret: 'desk/mm_bot-2/soak/bybit/api_secret',
      },
    })
  })

  it('let mainnet be used from prod alone, and nothing from dev and shadow', () => {
    expect(secretEnvironments.filter((one) => mayBeUsedWith(one, 'mainnet'))).toStrictEqual([
      'prod',
    ])
    expect(apiEnvsOf).toStrictEqual({
      dev: [],
      shadow: [],
      testnet: ['testnet'],
      soak: ['testnet', 'demo'],
      prod: ['mainnet'],
    })
  })
})
