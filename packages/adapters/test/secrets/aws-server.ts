import { createHash, createHmac } from 'node:crypto'
import type { IncomingHttpHeaders, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on loopback that speaks the JSON 1.1 protocol of AWS Secrets Manager. */
export type AwsServer = {
  readonly url: () => string
  readonly secrets: Map<string, { value: string; createdS: number; changedS: number }>
  /** The operations that were asked for, each with whether it was signed as it must be. */
  readonly asked: Array<{ readonly operation: string; readonly isSigned: boolean }>
  /** Answers of this error, one after the other, before anything else is done. */
  readonly failures: Array<{ readonly status: number; readonly type: string }>
  readonly setPageSize: (size: number) => void
  /** From now on nothing is answered. */
  readonly fallSilent: () => void
}

/** The credentials that requests must be signed with. */
export const credentials = {
  id: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEX',
}

type Body = Readonly<Record<string, unknown>>

/** Starts one before the tests of a file, and ends it behind them. */
export const awsServer = (): AwsServer => {
  const secrets: AwsServer['secrets'] = new Map()
  const asked: Array<{ operation: string; isSigned: boolean }> = []
  const failures: Array<{ status: number; type: string }> = []
  let [pageSize, isSilent, nowS] = [100, false, 1_700_000_000]
  let server: Server
  const answer = (operation: string, body: Body): readonly [number, object] => {
    const failure = failures.shift()
    if (failure !== undefined) return [failure.status, { __type: failure.type, message: 'no' }]
    const name = String(body['SecretId'] ?? body['Name'])
    const found = secrets.get(name)
    const missing = [400, { __type: 'ResourceNotFoundException', message: 'none' }] as const
    nowS += 60
    if (operation === 'CreateSecret') {
      if (found !== undefined) return [400, { __type: 'ResourceExistsException', message: 'is' }]
      secrets.set(name, { value: String(body['SecretString']), createdS: nowS, changedS: nowS })
      return [200, { Name: name }]
    }
    if (operation === 'ListSecrets') return [200, page(body)]
    if (found === undefined) return missing
    if (operation === 'GetSecretValue')
      return [200, { Name: name, SecretString: found.value, CreatedDate: found.changedS }]
    if (operation === 'DescribeSecret')
      return [200, { Name: name, CreatedDate: found.createdS, LastChangedDate: found.changedS }]
    if (operation === 'PutSecretValue')
      secrets.set(name, { ...found, value: String(body['SecretString']), changedS: nowS })
    if (operation === 'DeleteSecret') secrets.delete(name)
    return [200, { Name: name }]
  }
  const page = (body: Body) => {
    const [filter] = body['Filters'] as ReadonlyArray<{ readonly Values: ReadonlyArray<string> }>
    const names = [...secrets.keys()].filter((name) => name.startsWith(filter?.Values[0] ?? ''))
    const from = Number(body['NextToken'] ?? 0)
    const next = from + pageSize
    return {
      SecretList: names.slice(from, next).map((Name) => ({
        ...{ Name, CreatedDate: secrets.get(Name)?.createdS },
        LastChangedDate: secrets.get(Name)?.changedS,
      })),
      ...(next < names.length ? { NextToken: String(next) } : {}),
    }
  }
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks)
        const target = String(request.headers['x-amz-target'])
        const operation = target.replace(/^secretsmanager\./, '')
        asked.push({ operation, isSigned: isSigned(request.headers, body) })
        if (isSilent) return
        const [status, result] = answer(operation, JSON.parse(body.toString()) as Body)
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        response.end(JSON.stringify(result))
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  beforeEach(() => {
    secrets.clear()
    asked.length = 0
    failures.length = 0
    ;[pageSize, isSilent] = [100, false]
  })
  return {
    ...{ secrets, asked, failures },
    url: () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    setPageSize: (size) => {
      pageSize = size
    },
    fallSilent: () => {
      isSilent = true
    },
  }
}

const hmac = (key: Buffer | string, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Whether a request bears the Signature Version 4 that its bytes and the credentials make. */
const isSigned = (headers: IncomingHttpHeaders, body: Buffer): boolean => {
  const [, scope = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? []
  const [id, day = '', region = '', service = '', end] = scope.split('/')
  if (id !== credentials.id || service !== 'secretsmanager' || end !== 'aws4_request') return false
  const names = signed.split(';')
  if (!['host', 'x-amz-date', 'x-amz-target'].every((name) => names.includes(name))) return false
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const canonical = ['POST', '/', '', lines, signed, sha256(body)].join('\n')
  const scopeText = `${day}/${region}/${service}/aws4_request`
  const date = String(headers['x-amz-date'])
  const toSign = ['AWS4-HMAC-SHA256', date, scopeText, sha256(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${credentials.secret}`,
  )
  return hmac(key, toSign).toString('hex') === signature
}
