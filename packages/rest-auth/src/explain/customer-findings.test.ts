import { describe, expect, it } from 'vitest';
import { APP_ID, CUSTOMER_ID, HOST, SECRET } from '../../test/explained-request.js';
import { HeaderIndex } from '../headers/header-index.js';
import { CUSTOMER_GROUP } from './customer-findings.js';
import { findReasons } from './finding-kinds.js';
import { parseRequestFacts, type RequestFacts } from './parse-request-facts.js';
import { SecretOmitter } from './secret-omitter.js';

const find = (claimedId: string, known: RequestFacts): readonly string[] =>
  findReasons([CUSTOMER_GROUP], {
    claimedId,
    facts: parseRequestFacts(known),
    request: { method: 'GET', target: `/v1/projects/${APP_ID}`, headers: [] },
    index: new HeaderIndex([['Host', HOST]]),
    omitter: new SecretOmitter([]),
    authorization: 'hmac',
    refusal: { code: 'unknown_customer', message: '' },
  }).map(({ kind }) => kind);

describe('a customer ID', () => {
  it.each([
    [CUSTOMER_ID, []],
    [APP_ID, ['app_id_as_customer_id']],
    [SECRET, ['id_and_secret_swapped']],
    [`"${CUSTOMER_ID}"`, ['customer_id_look_alike']],
    [CUSTOMER_ID.toUpperCase(), ['customer_id_look_alike']],
    ['zoe', ['unknown_customer']],
    ['', ['unknown_customer']],
  ])('%s is explained', (claimedId, kinds) => {
    expect(find(claimedId, { customerId: CUSTOMER_ID, customerSecrets: [SECRET] })).toEqual(kinds);
  });

  it('is not wrong where it is not known which is right', () => {
    expect(find('zoe', {})).toEqual([]);
  });
});
