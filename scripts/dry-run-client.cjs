'use strict'
// A bot's dry run as a library: every call of the exchange port once, for each environment of
// Bybit, with fills heard as they happen. It is here to be watched: nothing may leave the process.
const { apiEnvs, newBybitRestClient } = require('@shadowtape/adapters')

const market = { category: 'linear', symbol: 'BTCUSDT' }
const order = { ...market, side: 'Buy', orderType: 'Limit', qty: '0.01', price: '60000.0' }

const rightOf = async (name, call) => {
  const answer = await call()
  if (answer._tag === 'Left') throw new Error(`${name}: ${JSON.stringify(answer.left)}`)
  return answer.right
}

const calls = async (client, id) => {
  const done = []
  const ask = async (name, ...args) => {
    done.push(name)
    return rightOf(name, client[name](...args))
  }
  const named = (n) => ({ ...market, clientOrderId: `${id}-${n}` })
  await ask('serverTime')
  await ask('instruments', 'linear', 'BTCUSDT')
  await ask('placeOrder', { ...order, clientOrderId: `${id}-1` })
  await ask('amendOrder', { ...named(1), price: '60000.5' })
  await ask('cancelOrder', named(1))
  await ask(
    'placeOrders',
    [2, 3].map((n) => ({ ...order, clientOrderId: `${id}-${n}` })),
  )
  await ask('amendOrders', [{ ...named(2), qty: '0.02' }])
  await ask('cancelOrders', [named(2)])
  await ask('openOrders', market)
  await ask('cancelAllOrders', market)
  await ask('orderHistory', market)
  await ask('positions', market)
  await ask('balances')
  return done
}

/** A fill is heard of as it happens, and told of when asked for. */
const fills = async (client, id) => {
  const heard = client.fills(['linear'])[Symbol.asyncIterator]()
  const first = heard.next()
  await rightOf('placeOrder', client.placeOrder({ ...order, clientOrderId: `${id}-fill` }))
  const { value } = await first
  if (value === undefined || value._tag === 'Left') throw new Error('no fill was heard of')
  await rightOf('executions', client.executions(market))
  return ['fills', 'executions']
}

const newClient = (options) => {
  const made = newBybitRestClient(options)
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left))
  return made.right
}

const main = async () => {
  for (const apiEnv of apiEnvs) {
    // what must stay open is at a venue where nothing fills, however slow this machine is
    const resting = newClient({ apiEnv, fillRate: 0 })
    const filling = newClient({ apiEnv, fillRate: 1, fillLatencyMs: 20 })
    const id = `watched-${apiEnv}`
    const done = [...(await calls(resting, id)), ...(await fills(filling, id))]
    resting.close()
    filling.close()
    const count = new Set(done).size
    console.log(`${apiEnv}: ${count} kinds of call were answered in the process`)
  }
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
