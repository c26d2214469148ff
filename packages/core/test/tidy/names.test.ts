import { wellNamed } from './names'
import { says } from './planted'

describe('names', () => {
  it.each([
    ['utils.ts', 'utils says nothing: name it for what it exports'],
    ['units/price-helpers.ts', 'helpers says nothing: name it for what it exports'],
    ['common/price.ts', 'common says nothing: name it for what it exports'],
    ['state/types.ts', 'types says nothing: name it for what it exports'],
    ['state/orderManager.ts', 'orderManager is not kebab-case'],
    ['state/order-manager.ts', 'manager says nothing: name it for what it exports'],
    ['Price.ts', 'Price is not kebab-case'],
  ])('do not allow %s', (file, expected) => {
    expect(says(wellNamed, '', file)).toStrictEqual([expected])
  })

  it.each(['state/subtypes.test.ts', 'units/common-symbols.ts'])('allow %s', (file) => {
    expect(says(wellNamed, '', file)).toStrictEqual([])
  })
})
