import type { ApiEnv } from '../../src/bybit-api/api-env'
import { apiEnvs, bybitUrls, loopbackUrls } from '../../src/bybit-api/api-env'
import { closedNetwork, openNetwork, throughGuard } from '../../src/bybit-api/network-access'

const says = (apiEnv: ApiEnv | null, address: string): string => {
  const passed = throughGuard(apiEnv === null ? closedNetwork : openNetwork(apiEnv), address)
  return passed._tag === 'Left' ? passed.left.says : `through to ${passed.right.host}`
}

describe('the network guard', () => {
  test('lets nothing through a closed network, loopback included', () => {
    for (const env of apiEnvs) {
      for (const url of Object.values(bybitUrls[env])) {
        expect(says(null, url)).toContain('no network is enabled')
      }
    }
    expect(says(null, loopbackUrls(1).rest)).toBe(
      'no network is enabled, and 127.0.0.1:1 was asked for',
    )
  })

  test.each(apiEnvs)('lets the hosts of %s through, and loopback', (env) => {
    for (const url of Object.values(bybitUrls[env])) {
      expect(says(env, url)).toBe(`through to ${new URL(url).host}`)
    }
    for (const url of Object.values(loopbackUrls(18_080))) {
      expect(says(env, url)).toBe('through to 127.0.0.1:18080')
    }
  })

  test('lets no host of one environment through another', () => {
    expect(says('testnet', bybitUrls.mainnet.rest)).toBe('api.bybit.com is no host of testnet')
    expect(says('mainnet', bybitUrls.testnet.rest)).toBe(
      'api-testnet.bybit.com is no host of mainnet',
    )
    expect(says('mainnet', bybitUrls.demo.privateStream)).toBe(
      'stream-demo.bybit.com is no host of mainnet',
    )
    expect(says('demo', bybitUrls.mainnet.rest)).toBe('api.bybit.com is no host of demo')
  })

  test.each([
    ['https://api.bybit.com.evil.example', 'api.bybit.com.evil.example is no host of mainnet'],
    ['https://evil.example/api.bybit.com', 'evil.example is no host of mainnet'],
    ['https://api.bybit.com:8443', 'api.bybit.com:8443 is no host of mainnet'],
    ['https://api.bybit.com@evil.example', 'the address has a user in it'],
    ['http://api.bybit.com', 'api.bybit.com is spoken to by TLS only'],
    ['ws://stream.bybit.com', 'stream.bybit.com is spoken to by TLS only'],
    ['https://127.0.0.1.evil.example', '127.0.0.1.evil.example is no host of mainnet'],
    ['file://127.0.0.1/etc/passwd', 'file: is not spoken'],
    ['api.bybit.com', 'the address is no URL'],
    ['https://user:word@127.0.0.1', 'the address has a user in it'],
  ])('refuses %s', (address, reason) => {
    expect(says('mainnet', address)).toBe(reason)
  })

  test('reads a host as a browser would, so that other ways to write it do not get by', () => {
    expect(says('mainnet', 'https://API.BYBIT.COM')).toBe('through to api.bybit.com')
    expect(says('testnet', 'https://0x7f000001/')).toBe('through to 127.0.0.1')
  })
})
