import { newRedactor } from '../../src/redaction/redactor'

const { text } = newRedactor()
const hex = 'a1b2c3d4'.repeat(8)
const pem = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEowIBAAKCAQEAx/+7'.repeat(3)}\nAbCd==\n-----END RSA PRIVATE KEY-----`

describe('what looks like a secret', () => {
  it.each([
    ['a header', 'X-BAPI-API-KEY: CFEJUGQEQPPH', 'X-BAPI-API-KEY: CFE...***'],
    ['a header in JSON', `{"x-bapi-sign":"${hex}"}`, '{"x-bapi-sign":"a1b...***"}'],
    [
      'raw headers',
      `['X-BAPI-SIGN', '${hex}', 'Accept']`,
      "['X-BAPI-SIGN', 'a1b...***', 'Accept']",
    ],
    [
      'a query',
      `GET /v5/x?api_key=abcdefgh&sign=${hex}&ts=1`,
      'GET /v5/x?api_key=abc...***&sign=a1b...***&ts=1',
    ],
    ['a query that is encoded', 'api_key%3Dabcdefgh', 'api_key%3Dabc...***'],
    [
      'JSON',
      '{"apiKey":"abcdefgh","secret":"s","n":1}',
      '{"apiKey":"abc...***","secret":"***","n":1}',
    ],
    [
      'JSON in JSON',
      '{"body":"{\\"secret\\":\\"abc\\\\\\"defgh\\",\\"a\\":1}"}',
      '{"body":"{\\"secret\\":\\"abc...***\\",\\"a\\":1}"}',
    ],
    [
      'JSON over lines',
      '{\n  "listenKey":\n    "abcdefgh"\n}',
      '{\n  "listenKey":\n    "abc...***"\n}',
    ],
    ['a listen token', '{"listen_token": "abcdefgh"}', '{"listen_token": "abc...***"}'],
    ['an object that is inspected', "{ apiSecret: 'abcdefgh' }", "{ apiSecret: 'abc...***' }"],
    ['a variable', 'export BYBIT_API_SECRET=abcdefgh', 'export BYBIT_API_SECRET=abc...***'],
    ['a password of a sentence', 'password: swordfish', 'password: swo...***'],
    ['a password in a query', 'a?password=hunter2', 'a?password=hun...***'],
    ['a token', 'token=0123456789abcdef', 'token=012...***'],
    ['an authorization', 'Authorization: Bearer abc.def-1', 'Authorization: Bea...***'],
    [
      "AWS's authorization",
      'authorization: AWS4-HMAC-SHA256 Credential=x/y, Signature=0f\nnext',
      'authorization: AWS...***\nnext',
    ],
    ["AWS's names", 'aws_secret_access_key = wJalrXUtnFEMI', 'aws_secret_access_key = wJa...***'],
    [
      "AWS's body",
      '{"SecretString":"abcdefgh","SecretId":"name"}',
      '{"SecretString":"abc...***","SecretId":"name"}',
    ],
    ['an AWS access key', 'id AKIAIOSFODNN7EXAMPLE.', 'id AKI...***.'],
    ['a temporary AWS access key', 'ASIAIOSFODNN7EXAMPLE', 'ASI...***'],
    ['a bearer token', 'sent Bearer abcdef123456', 'sent Bearer abc...***'],
    [
      'an auth frame',
      `{"req_id":"1","op":"auth","args":["key",1662350400000,"${hex}"]}`,
      '{"req_id":"1","op":"auth","args":["***",1662350400000,"a1b...***"]}',
    ],
    [
      'an auth frame, args first',
      '{"args":["akey1234","1662350400000","sig"],"op":"auth"}',
      '{"args":["ake...***","166...***","***"],"op":"auth"}',
    ],
    [
      'an auth frame in JSON',
      '"{\\"op\\":\\"auth\\",\\"args\\":[\\"akey1234\\"]}"',
      '"{\\"op\\":\\"auth\\",\\"args\\":[\\"ake...***\\"]}"',
    ],
    [
      'an auth frame that is inspected',
      "{\n  op: 'auth',\n  args: [\n    'akey1234',\n    16,\n    'sig'\n  ]\n}",
      "{\n  op: 'auth',\n  args: [\n    'ake...***',\n    16,\n    '***'\n  ]\n}",
    ],
    [
      'an origin string',
      'error sign! origin_string[1700000000000key5000{"a":[1]}]',
      'error sign! origin_string[***]',
    ],
    [
      'an origin string in JSON',
      '{"retMsg":"error sign! origin_string[17key5000a=1]","result":{"l":[]}}',
      '{"retMsg":"error sign! origin_string[***]","result":{"l":[]}}',
    ],
    [
      'a private key',
      `a\n${pem}\nb`,
      'a\n-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----\nb',
    ],
    [
      'a private key in JSON',
      JSON.stringify({ p: pem }),
      '{"p":"-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----"}',
    ],
    [
      'a private key whose line ends were made visible',
      `a ${pem.replaceAll('\n', '\\u000a')} b`,
      'a -----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY----- b',
    ],
    ['a private key that is cut short', pem.slice(0, 80), '-----BEGIN RSA PRIVATE KEY-----***'],
  ])('is masked: %s', (_, plain, shown) => {
    expect(text(plain)).toBe(shown)
    expect(text(shown)).toBe(shown)
  })

  it.each([
    'The file does not begin with -----BEGIN PRIVATE KEY-----, as it must.',
    'mm-bot/testnet/bybit/api_key: there is no such secret',
    'secret: it must be 36 characters long',
    'design: x123456789, assign=abcdefgh123',
    '{"op":"subscribe","args":["orderbook.50.BTCUSDT"]}',
    '{"op":"pong","args":["1675418560633"]}',
    '{"op":"auth","success":true},{"op":"subscribe","args":["order"]}',
    '{"token":"USDT","apiKey":null,"secret":"","sign":1}',
    'X-BAPI-SIGN-TYPE: 2',
    'export BYBIT_API_KEY=$MY_KEY',
    'c6f055d9-7f21-4079-913d-e6523a9cfffa',
    `digest sha256 ${hex}`,
    `signature ed25519 ${'x'.repeat(43)} ${'y'.repeat(86)}`,
    `{"public_key":"${'x'.repeat(43)}","signature":"${'y'.repeat(86)}"}`,
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----',
    'tokens=3, 5 tokens: 12',
  ])('is not: %s', (plain) => {
    expect(text(plain)).toBe(plain)
  })
})
