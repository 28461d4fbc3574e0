import {
  ALL_KNOWN,
  APP_ID,
  authorizedBy,
  base64,
  basicOf,
  CERTIFICATE,
  CUSTOMER_ID,
  HOST,
  NOW,
  SECOND_SECRET,
  SECRET,
  signedBy,
  type ExplainedRequest,
} from './explained-request.js';

const PAIR = base64(`${CUSTOMER_ID}:${SECRET}`);

/** Where there is no credential, or none where it is looked for. */
export const MISSING_CREDENTIALS: readonly ExplainedRequest[] = [
  { name: 'none at all', kind: 'credentials_missing', request: authorizedBy(undefined) },
  { name: 'an empty header', kind: 'authorization_empty', request: authorizedBy('') },
  { name: 'undefined', kind: 'credential_placeholder', request: authorizedBy('undefined') },
  { name: 'Basic undefined', kind: 'credential_placeholder', request: authorizedBy('Basic null') },
  {
    name: 'in the URL, as a proxy sees it',
    kind: 'credential_in_url',
    request: {
      ...authorizedBy(undefined),
      target: `https://${CUSTOMER_ID}:${SECRET}@${HOST}/dev/v1/projects`,
    },
  },
  {
    name: 'in the URL, as a parser of commands says',
    kind: 'credential_in_url',
    request: authorizedBy(undefined),
    known: { ...ALL_KNOWN, hasUrlCredential: true },
  },
  {
    name: 'in the query',
    kind: 'credential_in_query',
    request: {
      ...authorizedBy(undefined),
      target: `/dev/v1/projects?customer_id=${CUSTOMER_ID}&customer_secret=${SECRET}`,
    },
  },
  {
    name: 'in Proxy-Authorization',
    kind: 'credential_in_proxy_authorization',
    request: authorizedBy(undefined, ['Proxy-Authorization', `Basic ${PAIR}`]),
  },
  {
    name: 'in X-Api-Key',
    kind: 'credential_in_other_header',
    request: authorizedBy(undefined, ['X-Api-Key', SECRET]),
    says: 'x-api-key',
  },
  {
    name: 'a variable of Postman in Authorization',
    kind: 'unfilled_variable',
    request: authorizedBy('Basic {{basicAuth}}'),
    says: '{{basicAuth}}',
  },
  {
    name: 'variables of Postman inside the base64',
    kind: 'unfilled_variable',
    request: basicOf('{{customer_id}}', '{{customer_secret}}'),
  },
  {
    name: 'a command in single quotes',
    kind: 'unfilled_variable',
    request: authorizedBy('Basic $(echo -n id:secret | base64)'),
  },
  {
    name: 'the name of the header in its value',
    kind: 'header_name_in_value',
    request: authorizedBy(`Authorization: Basic ${PAIR}`),
  },
  { name: 'quotes', kind: 'credential_in_quotes', request: authorizedBy(`"Basic ${PAIR}"`) },
  {
    name: 'quotes around the base64',
    kind: 'credential_in_quotes',
    request: authorizedBy(`Basic "${PAIR}"`),
  },
  {
    name: 'Bearer with a token',
    kind: 'bearer_scheme',
    request: authorizedBy('Bearer 007eJxTYBBbsMMnKq7p9Hf'),
    says: 'a token',
  },
  {
    name: 'Bearer with ID and secret',
    kind: 'bearer_scheme',
    request: authorizedBy(`Bearer ${PAIR}`),
    says: 'ID and secret',
  },
  {
    name: 'a colon behind Basic',
    kind: 'scheme_with_colon',
    request: authorizedBy(`Basic : ${PAIR}`),
  },
  { name: 'no Basic in front', kind: 'basic_scheme_missing', request: authorizedBy(PAIR) },
  {
    name: 'no hmac in front',
    kind: 'hmac_scheme_missing',
    request: signedBy({ authorization: (usual) => usual.replace('hmac ', '') }),
  },
  {
    name: 'no agora in front',
    kind: 'agora_scheme_missing',
    request: authorizedBy('token=007eJxTYBBbsMMnKq7p9Hf'),
  },
  {
    name: 'ID and secret as they are',
    kind: 'basic_not_encoded',
    request: authorizedBy(`${CUSTOMER_ID}:${SECRET}`),
  },
  {
    name: 'another scheme',
    kind: 'scheme_not_allowed',
    request: authorizedBy('Digest username="zoe"'),
    says: '"Digest"',
  },
  {
    name: 'a whole block of headers',
    kind: 'authorization_too_long',
    request: authorizedBy(`Basic ${'A'.repeat(5000)}`),
  },
];

/** What can be wrong with Basic. */
export const BASIC_CREDENTIALS: readonly ExplainedRequest[] = [
  {
    name: 'ID and secret behind Basic as they are',
    kind: 'basic_not_encoded',
    request: authorizedBy(`Basic ${CUSTOMER_ID}:${SECRET}`),
  },
  {
    name: 'base64 wrapped at 76 characters',
    kind: 'basic_line_break',
    request: authorizedBy(`Basic ${PAIR.slice(0, 76)}\n${PAIR.slice(76)}`),
    says: '76',
  },
  {
    name: 'a blank in the base64',
    kind: 'basic_line_break',
    request: authorizedBy(`Basic ${PAIR.slice(0, 60)} ${PAIR.slice(60)}`),
  },
  {
    name: 'the alphabet for URLs',
    kind: 'basic_url_alphabet',
    request: authorizedBy(`Basic ${Buffer.from('a:~~~???>>>').toString('base64url')}`),
    known: { ...ALL_KNOWN, customerId: 'a', customerSecrets: ['~~~???>>>'] },
  },
  {
    name: 'padding lost',
    kind: 'basic_padding_lost',
    request: authorizedBy(`Basic ${base64('ab:cde').replace(/=+$/, '')}${base64('f').slice(0, 2)}`),
  },
  {
    name: 'encoded twice',
    kind: 'basic_encoded_twice',
    request: authorizedBy(`Basic ${base64(PAIR)}`),
  },
  {
    name: 'no colon',
    kind: 'basic_colon_missing',
    request: authorizedBy(`Basic ${base64(`${CUSTOMER_ID}${SECRET}`)}`),
  },
  {
    name: 'Latin-1',
    kind: 'basic_not_utf8',
    request: authorizedBy(`Basic ${Buffer.from('id:sécret', 'latin1').toString('base64')}`),
  },
  {
    name: 'a line end inside, as echo writes one',
    kind: 'line_end_in_credential',
    request: authorizedBy(`Basic ${base64(`${CUSTOMER_ID}:${SECRET}\n`)}`),
    says: 'echo',
  },
  {
    name: 'a token behind Basic',
    kind: 'token_as_basic_value',
    request: authorizedBy('Basic 007eJxTYBBbsMMnKq7p9Hf'),
  },
  {
    name: 'nothing behind Basic',
    kind: 'credentials_missing',
    request: authorizedBy('Basic'),
  },
  {
    name: 'ID and secret swapped',
    kind: 'id_and_secret_swapped',
    request: basicOf(SECRET, CUSTOMER_ID),
  },
  {
    name: 'ID and secret swapped, where only the ID is known',
    kind: 'id_and_secret_swapped',
    request: basicOf(SECRET, CUSTOMER_ID),
    known: { customerId: CUSTOMER_ID, now: NOW },
  },
  {
    name: 'the App ID as customer ID',
    kind: 'app_id_as_customer_id',
    request: basicOf(APP_ID, SECRET),
  },
  {
    name: 'the App ID of the path as customer ID, where nobody is known',
    kind: 'app_id_as_customer_id',
    request: { ...basicOf(APP_ID, SECRET), target: `/dev/v2/project/${APP_ID}/rtm/users` },
    known: { now: NOW },
  },
  {
    name: 'the customer ID in capitals',
    kind: 'customer_id_look_alike',
    request: basicOf(CUSTOMER_ID.toUpperCase(), SECRET),
    says: 'case',
  },
  {
    name: 'a blank in front of the customer ID',
    kind: 'customer_id_look_alike',
    request: basicOf(` ${CUSTOMER_ID}`, SECRET),
    says: 'blanks',
  },
  { name: 'another customer', kind: 'unknown_customer', request: basicOf('zoe', SECRET) },
  {
    name: 'the certificate as secret',
    kind: 'certificate_as_secret',
    request: basicOf(CUSTOMER_ID, CERTIFICATE),
  },
  {
    name: 'the App ID as secret',
    kind: 'app_id_as_secret',
    request: basicOf(CUSTOMER_ID, APP_ID),
  },
  {
    name: 'the secret in quotes',
    kind: 'secret_with_blanks',
    request: basicOf(CUSTOMER_ID, `"${SECRET}"`),
  },
  {
    name: 'the secret in lower case',
    kind: 'secret_letter_case',
    request: basicOf(CUSTOMER_ID, SECRET.toLowerCase()),
  },
  {
    name: 'the secret in base64',
    kind: 'secret_encoded',
    request: basicOf(CUSTOMER_ID, base64(SECRET)),
  },
  {
    name: 'the secret percent-encoded',
    kind: 'secret_encoded',
    request: basicOf(CUSTOMER_ID, encodeURIComponent('a+b/c=='.repeat(3))),
    known: { ...ALL_KNOWN, customerSecrets: ['a+b/c=='.repeat(3)] },
  },
  { name: 'no secret', kind: 'secret_missing', request: basicOf(CUSTOMER_ID, '') },
  {
    name: 'the secret undefined',
    kind: 'secret_missing',
    request: basicOf(CUSTOMER_ID, 'undefined'),
  },
  {
    name: 'a secret that is no longer live',
    kind: 'secret_not_live',
    request: basicOf(CUSTOMER_ID, 'the old secret'),
    known: { ...ALL_KNOWN, customerSecrets: [SECRET, SECOND_SECRET, 'the old secret'] },
  },
  { name: 'another secret', kind: 'wrong_secret', request: basicOf(CUSTOMER_ID, 'another one') },
  {
    name: 'the secondary secret',
    kind: 'secondary_secret',
    severity: 'note',
    request: basicOf(CUSTOMER_ID, SECOND_SECRET),
  },
];
