import { isListOf, isNumbersUpTo, isText } from './setting-checks.js';
import type { Setting } from './setting.js';

const MAX_PER_SECOND = 1_000_000;

/** Of the web, and of apps that show pages: `capacitor://localhost`. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s*]+$/;

/** As browsers send it: a scheme, a host, a port where it is not that of the scheme, and nothing behind it. */
function isOrigin(text: string): boolean {
  if (text === '*') return true;
  if (!ORIGIN.test(text)) return false;
  return !/^https?:/.test(text) || (URL.canParse(text) && new URL(text).origin === text);
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The settings that every server has that issues tokens. */
export const TOKEN_SETTINGS: Readonly<
  Record<'issuers' | 'allowedOrigins' | 'tokenRateLimits' | 'auditFile', Setting>
> = {
  issuers: {
    flag: '--issuers <json>',
    variable: 'STAGEDOOR_ISSUERS',
    help: 'OpenID Connect issuers in JSON, with all that can be said of each',
    form: 'json',
    mustBe: 'a list of objects like { "issuer": "https://login.example", "audiences": ["chat"] }',
    isMet: (value) => Array.isArray(value) && value.every(isObject),
    fallback: [],
  },
  allowedOrigins: {
    flag: '--allow-origin <origins>',
    variable: 'STAGEDOOR_ALLOWED_ORIGINS',
    help: 'origins of pages that may ask for tokens from a browser, with commas; * for all',
    form: 'list',
    mustBe: 'a list of origins like https://app.example, or * alone',
    isMet: isListOf(isOrigin),
  },
  tokenRateLimits: {
    flag: '--token-rate-limits <limits>',
    variable: 'STAGEDOOR_TOKEN_RATE_LIMITS',
    help: 'requests for tokens in one second: caller=100,user=5,unproven=20',
    form: 'numbers-by-name',
    mustBe: `a whole number from 1 to ${MAX_PER_SECOND} for caller, user or unproven, like caller=100`,
    isMet: isNumbersUpTo(MAX_PER_SECOND),
    fallback: {},
  },
  auditFile: {
    flag: '--audit-file <file>',
    variable: 'STAGEDOOR_AUDIT_FILE',
    help: 'file that each granted token is added to, a line of JSON; - for standard output',
    form: 'text',
    mustBe: 'the path of a file',
    isMet: isText,
  },
};
