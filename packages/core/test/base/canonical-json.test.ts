import { canonicalJson, digestOfText, initialState, stateDigest } from '../../src'
import { sha256 } from '../support/sha256'

describe('canonicalJson', () => {
  it('writes one text for one value, whatever order its keys were made in', () => {
    const text = canonicalJson({ b: [1, { z: null, a: 'é' }], a: true })
    expect(text).toBe('{"a":true,"b":[1,{"a":"é","z":null}]}')
    expect(canonicalJson({ a: true, b: [1, { a: 'é', z: null }] })).toBe(text)
  })

  it('sorts keys by code unit, not by any language', () => {
    expect(canonicalJson({ é: 1, z: 2, Z: 3, i: 4, I: 5 })).toBe('{"I":5,"Z":3,"i":4,"z":2,"é":1}')
  })
})

describe('digests', () => {
  it('are SHA-256 of the UTF-8', () => {
    expect(digestOfText(sha256, 'abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('of equal states are equal, and of others are not', () => {
    const state = initialState()
    const reordered = Object.fromEntries(Object.entries(state).reverse()) as typeof state
    expect(stateDigest(sha256, reordered)).toBe(stateDigest(sha256, state))
    expect(stateDigest(sha256, { ...state, seq: 1 })).not.toBe(stateDigest(sha256, state))
  })

  it('refuse a hasher that gives no SHA-256', () => {
    const broken = () => ({ update: () => undefined, hex: () => 'ABC' })
    expect(() => digestOfText(broken, 'abc')).toThrow('a hasher must give a SHA-256')
  })
})
