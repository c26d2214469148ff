import { feeRatesOf, mainAccount } from '@shadowtape/core'

import type { Endpoint } from './desk-call'
import { categories, categoryOf, maybeInstrumentOf } from './desk-call'
import { listings } from './desk-world'
import { feeRateText } from './figures'
import { done, invalid } from './outcome'
import { walletRow } from './wallet-rows'

/** What the account has of every coin, or of those that are named. */
export const walletBalance: Endpoint = ({ world, fields }) => {
  if (fields.oneOf('accountType', ['UNIFIED'] as const) === null)
    fields.fail(invalid('accountType'))
  const only = fields.text('coin')?.split(',') ?? null
  return fields.fault() ?? done({ list: [walletRow(world.state, only)] })
}

/** A unified account with cross margin, without anything special. */
export const accountInfo: Endpoint = ({ world }) =>
  done({
    marginMode: 'REGULAR_MARGIN',
    updatedTime: String(Math.floor(world.state.venue.openedAt / 1_000)),
    unifiedMarginStatus: 5,
    dcpStatus: 'OFF',
    timeWindow: 10,
    smpGroup: 0,
    isMasterTrader: false,
    spotHedgingStatus: 'OFF',
  })

/** What the account pays, by symbol. */
export const feeRate: Endpoint = (call) => {
  const { world, fields } = call
  const category = categoryOf(fields)
  const one = maybeInstrumentOf(call, category)
  const fault = fields.fault()
  if (fault !== null) return fault
  const list = listings(world, category)
    .filter((each) => one === null || each === one)
    .map(({ symbol }) => {
      const { maker, taker } = feeRatesOf(world.state, mainAccount, symbol)
      return { symbol, takerFeeRate: feeRateText(taker), makerFeeRate: feeRateText(maker) }
    })
  return done({ list })
}

/** What the key may do; its secret is never told. */
export const queryApi: Endpoint = ({ world, key }) => {
  const traded = key?.categories ?? categories
  const openedAt = new Date(world.state.venue.openedAt / 1_000).toISOString()
  return done({
    id: '1',
    note: 'dry run',
    apiKey: key?.apiKey ?? '',
    readOnly: key?.isReadOnly === true ? 1 : 0,
    secret: '',
    permissions: {
      ContractTrade: traded.includes('linear') ? ['Order', 'Position'] : [],
      Spot: traded.includes('spot') ? ['SpotTrade'] : [],
      Wallet: [],
      Options: [],
      Derivatives: [],
      CopyTrading: [],
      BlockTrade: [],
      Exchange: [],
      NFT: [],
    },
    ips: ['*'],
    type: 1,
    deadlineDay: 90,
    expiredAt: '2099-01-01T00:00:00Z',
    createdAt: openedAt,
    unified: 0,
    uta: 1,
    userID: 1,
    inviterID: 0,
    vipLevel: 'No VIP',
    mktMakerLevel: '0',
    affiliateID: 0,
    rsaPublicKey: key?.secret.includes('PUBLIC KEY') === true ? key.secret : '',
    isMaster: true,
    parentUid: '0',
  })
}

/** Clients ask for it as they load; nothing in it is needed. */
export const coinInfo: Endpoint = () => done({ rows: [] })
