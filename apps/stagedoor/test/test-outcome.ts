import type { OutcomeToken, TokenOutcome } from '@stagedoor/token-server';
import { NOW } from './test-world.js';

export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
export const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
export const OTHER_CERTIFICATE = '0ddba11c0ffee0ddba11c0ffee0ddba1';

type Granted = Extract<TokenOutcome, { readonly kind: 'granted' }>;
type Refused = Extract<TokenOutcome, { readonly kind: 'refused' }>;
type Failed = Extract<TokenOutcome, { readonly kind: 'failed' }>;

const CONTEXT = {
  requestId: 'request-1',
  route: 'token',
  status: 200,
  clientAddress: '198.51.100.7',
  caller: { kind: 'api-key', id: 'k1', issuer: undefined, credential: undefined },
  traceparent: undefined,
  durationMillis: 1.5,
} as const;

/** One service of one token. */
export const tokenOf = (changes: Partial<OutcomeToken> = {}): OutcomeToken => ({
  appId: APP_ID,
  fingerprint: 'aaaa0001',
  certificateFingerprint: 'cccc0001',
  issuedAt: NOW,
  expiresAt: NOW + 3600,
  services: [
    {
      service: 'rtc',
      channel: 'test',
      user: '1234',
      privileges: ['joinChannel'],
      rule: 'students',
    },
  ],
  renewed: undefined,
  ...changes,
});

export const grantedOf = (changes: Partial<Granted> = {}): Granted => ({
  ...CONTEXT,
  kind: 'granted',
  tokens: [tokenOf()],
  ...changes,
});

export const refusedOf = (changes: Partial<Refused> = {}): Refused => ({
  ...CONTEXT,
  kind: 'refused',
  status: 403,
  code: 'not_granted',
  reason: 'rtc: no rule grants it',
  ...changes,
});

export const failedOf = (cause: unknown): Failed => ({
  ...CONTEXT,
  kind: 'failed',
  status: 500,
  code: 'internal_error',
  reason: 'the server failed',
  cause,
});
