import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { isLoopback } from '../bybit-api/network-access'

/** Where AWS Secrets Manager is spoken to. */
export type AwsEndpoint = { readonly region: string; readonly url: string }

/**
 * The one address that is spoken to, of a region or as it was given. What was given must be AWS's
 * own, by TLS, or this machine, where tests are.
 */
export const awsEndpoint = (
  region: string | undefined,
  given: string | undefined,
): Either<string, AwsEndpoint> => {
  if (region === undefined || region === '')
    return left('no region: give --region, or set AWS_REGION')
  if (!/^[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/.test(region))
    return left('the region is none of AWS, such as eu-central-1')
  if (given === undefined || given === '') {
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
    return right({ region, url: `https://secretsmanager.${region}.${domain}` })
  }
  if (!URL.canParse(given)) return left('the endpoint is no URL')
  const { protocol, hostname, username, password } = new URL(given)
  if (username !== '' || password !== '') return left('the endpoint has a user in it')
  const isHere = isLoopback(hostname) && (protocol === 'http:' || protocol === 'https:')
  const isAws = protocol === 'https:' && /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(hostname)
  return isHere || isAws
    ? right({ region, url: given })
    : left(`the endpoint's host, ${hostname}, is neither AWS's by TLS nor this machine`)
}
