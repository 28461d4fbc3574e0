import { fatal, type RequestFindingGroup, type RequestFindingRow } from './finding-kinds.js';
import { isAppId, type RequestEvidence } from './request-evidence.js';
import { isSameText } from './same-text.js';

/** A request that names a customer. */
export interface ClaimEvidence extends RequestEvidence {
  /** The customer ID that it names. */
  readonly claimedId: string;
}

const CODES = ['unknown_customer'] as const;
const COPY_FIX =
  'copy the customer ID from the RESTful API page of the console; it is not the App ID';

/** Both are 32 hex characters, and stand on neighbouring pages of the console. */
const APP_ID: RequestFindingRow<ClaimEvidence> = {
  kind: 'app_id_as_customer_id',
  codes: CODES,
  find: ({ claimedId, request, facts }) =>
    isAppId(claimedId, request.target, facts)
      ? fatal('the customer ID of the request is the App ID', COPY_FIX)
      : undefined,
};

/** The secret stands where the ID belongs. */
const SECRET: RequestFindingRow<ClaimEvidence> = {
  kind: 'id_and_secret_swapped',
  codes: [...CODES, 'wrong_secret', 'signature_mismatch'],
  find: ({ claimedId, facts, refusal }) =>
    refusal !== undefined && facts.secrets.some((secret) => isSameText(claimedId, secret))
      ? fatal(
          'the customer secret stands where the customer ID belongs, and so goes out unencrypted with every request',
          'put the customer ID first and the secret second; replace the secret if the request went to anyone else',
        )
      : undefined,
};

const unquoted = (text: string): string => text.replaceAll(/["'\s]/g, '');

/** IDs that a person would call the same. */
const LOOK_ALIKE: RequestFindingRow<ClaimEvidence> = {
  kind: 'customer_id_look_alike',
  codes: CODES,
  find: ({ claimedId, facts: { customerId } }) => {
    if (customerId === undefined || claimedId === customerId) return undefined;
    const differs =
      claimedId.toLowerCase() === customerId.toLowerCase()
        ? 'in upper and lower case'
        : 'in blanks or quotes';
    return unquoted(claimedId).toLowerCase() === unquoted(customerId).toLowerCase()
      ? fatal(
          `the customer ID of the request differs only ${differs} from the one that is known; IDs are compared character by character`,
          'write it exactly as the console shows it',
        )
      : undefined;
  },
};

/** Any other ID. */
const UNKNOWN: RequestFindingRow<ClaimEvidence> = {
  kind: 'unknown_customer',
  codes: CODES,
  find: ({ claimedId, facts: { customerId } }) =>
    customerId === undefined || claimedId === customerId
      ? undefined
      : fatal(
          `the customer ID of the request has ${claimedId.length} characters and is not the one that is known, which has ${customerId.length}`,
          COPY_FIX,
        ),
};

/** What can be wrong with the customer ID. */
export const CUSTOMER_GROUP: RequestFindingGroup<ClaimEvidence> = [
  APP_ID,
  SECRET,
  LOOK_ALIKE,
  UNKNOWN,
];
