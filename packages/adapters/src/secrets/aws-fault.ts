import type { SecretFault } from './secret-fault'
import { secretFault } from './secret-fault'

/** What went wrong at AWS, in words; `name` is the secret that was asked for. */
export const awsFault = (error: unknown, name: string): SecretFault => {
  const { name: kind, code } = fieldsOf(error)
  const told = faults[kind] ?? faults[code]
  if (told !== undefined) return secretFault(told[0], `${name}: ${told[1]}`)
  const said = [kind, code].find((one) => /^[A-Za-z]{1,64}$/.test(one)) ?? 'something unknown'
  return secretFault('Unreachable', `${name}: AWS said ${said}`)
}

type Told = readonly [SecretFault['type'], string]

const denied: Told = ['Denied', "AWS does not let these credentials do that; see the role's policy"]
const credentials: Told = ['Denied', 'AWS does not know the credentials, or they have expired']
const none: Told = [
  'Denied',
  'there are no AWS credentials: set AWS_PROFILE, or variables, or a role',
]
const slow: Told = ['Unreachable', 'AWS asks to go slower, also after several tries; try again']
const down: Told = ['Unreachable', 'AWS failed, also after several tries; try again']
const away: Told = ['Unreachable', 'AWS could not be reached, or did not answer in time']

const faults: Readonly<Record<string, Told | undefined>> = {
  ResourceNotFoundException: ['Missing', 'AWS has no such secret'],
  ResourceExistsException: ['Exists', 'AWS has one already'],
  InvalidRequestException: [
    'Unusable',
    'AWS does not do that to a secret in its state, as where it is to be deleted: restore it first',
  ],
  InvalidParameterException: ['Unusable', 'AWS does not take it'],
  DecryptionFailure: ['Denied', 'AWS cannot decrypt it: see the policy of its KMS key'],
  EncryptionFailure: ['Denied', 'AWS cannot encrypt it: see the policy of its KMS key'],
  LimitExceededException: ['Unusable', "the account's limit is reached"],
  AccessDeniedException: denied,
  NotAuthorized: denied,
  UnrecognizedClientException: credentials,
  InvalidSignatureException: credentials,
  ExpiredTokenException: credentials,
  IncompleteSignature: credentials,
  CredentialsProviderError: none,
  ThrottlingException: slow,
  TooManyRequestsException: slow,
  InternalServiceError: down,
  InternalServiceErrorException: down,
  InternalFailure: down,
  ServiceUnavailable: down,
  TimeoutError: away,
  RequestTimeout: away,
  ECONNREFUSED: away,
  ECONNRESET: away,
  ENOTFOUND: away,
  EAI_AGAIN: away,
  ETIMEDOUT: away,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
}

const fieldsOf = (error: unknown): { readonly name: string; readonly code: string } => {
  if (typeof error !== 'object' || error === null) return { name: '', code: '' }
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown }
  return {
    name: typeof name === 'string' ? name : '',
    code: typeof code === 'string' ? code : '',
  }
}
