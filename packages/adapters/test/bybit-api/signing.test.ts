import { createVerify, generateKeyPairSync } from 'node:crypto'

import { hmacSigner, isPrivateKey, isSameSignature } from '../../src/bybit-api/signing'
import { restPayload, rsaSigner, signerOfSecret, streamPayload } from '../../src/bybit-api/signing'

const sign = hmacSigner('test_secret')
const at = 1_700_000_000_000

// computed apart from this code; the first three are the reference vectors of NautilusTrader
const vectors: ReadonlyArray<readonly [string, number, string, string]> = [
  [
    'a query',
    5_000,
    'category=linear&symbol=BTCUSDT',
    'fd4f31228a46109dc6673062328693696df9a96c7ff04e6491a45e7f63a0fdd7',
  ],
  [
    'a body with spaces',
    5_000,
    '{"category": "linear", "symbol": "BTCUSDT", "orderLinkId": "test-order-1"}',
    '2df4a0603d69c08d5dea29ba85b46eb7db64ce9e9ebd34a7802a3d69700cb2a1',
  ],
  [
    'a query in another order, in a longer window',
    20_000,
    'symbol=BTCUSDT&category=linear',
    'dee5abf13c06d8c8dfbcf4b1c31290d4e6c99a27811910affe55c785dc54a8ce',
  ],
  ['no query', 5_000, '', 'cfffd774219bfa1d400476f699f830daaedcd3c41faa1dbdda95a8f4dd8170cc'],
  [
    'a compact body',
    5_000,
    '{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit",' +
      '"qty":"0.001","price":"30000","timeInForce":"PostOnly"}',
    '1f55c5074acd7db6ce16b9e1d8f6bbfd0243a83ad1a92898de9682dff20b3c98',
  ],
  [
    'a cursor with percent signs',
    5_000,
    'category=linear&cursor=page_token%3D39380%26&limit=50',
    '1291989abd2118604e07b855711dcdecf2453af3ae6b3f3ce7ce74646ec2d41c',
  ],
]

describe('signing by HMAC', () => {
  test.each(vectors)('signs %s', (_, recvWindow, tail, signature) => {
    expect(sign(restPayload(at, 'test_api_key', recvWindow, tail))).toBe(signature)
  })

  test('signs the opening of a private stream', () => {
    expect(sign(streamPayload(at))).toBe(
      'bacffe7500499eb829bb58c45d36d1b3e5ac67c14eaeba91df5e99ccee013925',
    )
  })

  test('compares signatures whole', () => {
    expect(isSameSignature('abc', 'abc')).toBe(true)
    expect(isSameSignature('abc', 'abd')).toBe(false)
    expect(isSameSignature('abc', 'abcd')).toBe(false)
  })
})

describe('signing by RSA', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const payload = restPayload(at, 'test_api_key', 5_000, 'category=linear')

  test('signs so that the public half agrees, in base64', () => {
    const signer = signerOfSecret(pem)
    const signature = signer._tag === 'Right' ? signer.right(payload) : ''
    expect(createVerify('sha256').update(payload).verify(publicKey, signature, 'base64')).toBe(true)
  })

  test('takes the older PEM of an RSA key too', () => {
    const older = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
    expect(isPrivateKey(older)).toBe(true)
    expect(rsaSigner(older)._tag).toBe('Right')
  })

  test('refuses another kind of key, and a garbled one, without quoting it', () => {
    const { privateKey: other } = generateKeyPairSync('ed25519')
    const otherPem = other.export({ type: 'pkcs8', format: 'pem' }) as string
    expect(rsaSigner(otherPem)).toStrictEqual({ _tag: 'Left', left: 'it is no RSA private key' })
    expect(rsaSigner(pem.replace(/\w{20}/, '?'))).toStrictEqual({
      _tag: 'Left',
      left: 'it is no private key in PEM',
    })
  })

  test('leaves every other text to HMAC', () => {
    expect(isPrivateKey('test_secret')).toBe(false)
    const signer = signerOfSecret('test_secret')
    expect(signer._tag === 'Right' ? signer.right('x') : '').toBe(sign('x'))
  })
})
