/** Which of Bybit's environments is talked to. A key belongs to one of them, and to no other. */
export type ApiEnv = 'testnet' | 'demo' | 'mainnet'

/** The product families that have a public stream of their own here. */
export type StreamCategory = 'linear' | 'spot'

/**
 * Where one environment is spoken to. Base URLs have no slash at their end; a stream's path is put
 * behind them (`/v5/public/linear`, `/v5/private`).
 */
export type ApiUrls = {
  readonly rest: string
  readonly publicStream: string
  readonly privateStream: string
}

/** All environments, safest first. */
export const apiEnvs: ReadonlyArray<ApiEnv> = ['testnet', 'demo', 'mainnet']

/**
 * Bybit's own addresses, from its V5 documentation ("Integration guidance"). Demo trading has no
 * public stream: it runs on mainnet's market data.
 */
export const bybitUrls: Readonly<Record<ApiEnv, ApiUrls>> = {
  testnet: {
    rest: 'https://api-testnet.bybit.com',
    publicStream: 'wss://stream-testnet.bybit.com',
    privateStream: 'wss://stream-testnet.bybit.com',
  },
  demo: {
    rest: 'https://api-demo.bybit.com',
    publicStream: 'wss://stream.bybit.com',
    privateStream: 'wss://stream-demo.bybit.com',
  },
  mainnet: {
    rest: 'https://api.bybit.com',
    publicStream: 'wss://stream.bybit.com',
    privateStream: 'wss://stream.bybit.com',
  },
}

/** All three addresses at one loopback server, such as `http://127.0.0.1:18080`. */
export const loopbackUrls = (port: number): ApiUrls => ({
  rest: `http://127.0.0.1:${port}`,
  publicStream: `ws://127.0.0.1:${port}`,
  privateStream: `ws://127.0.0.1:${port}`,
})

/** The path of a public stream. */
export const publicStreamPath = (category: StreamCategory): string => `/v5/public/${category}`

/** The path of the stream of orders, executions, positions and wallet. */
export const privateStreamPath = '/v5/private'
