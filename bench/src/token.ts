import { issueToken, rtc, verifyToken } from '@stagedoor/token';
import { issueWithAgoraToken, verifyWithAgoraToken } from './agora-token.js';
import type { Comparison } from './compare.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const PROJECT = { appId: APP_ID, certificate: CERTIFICATE };
const RIVAL = 'agora-token 2.0.6';
const USERS = 1024;
const TOKEN_COUNT = 4096;

const channelOf = (index: number): string => `stage-${index % USERS}`;
const uidOf = (index: number): number => 1 + (index % USERS);

/** Tokens of many users, issued over the last minute, as a platform sees them when clients fetch and join. */
const now = Math.floor(Date.now() / 1000);
const tokens = Array.from({ length: TOKEN_COUNT }, (_, index) =>
  issueToken({
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: [rtc({ channel: channelOf(index), uid: uidOf(index), role: 'publisher' })],
    expiresInSeconds: 86_400,
    issuedAt: now - (index % 60),
  }),
);
const tokenAt = (index: number): string => tokens[index % TOKEN_COUNT] ?? '';

function verifyWithStagedoor(index: number): boolean {
  return verifyToken(tokenAt(index), {
    appId: APP_ID,
    certificates: [CERTIFICATE],
    expect: {
      service: 'rtc',
      channel: channelOf(index),
      uid: uidOf(index),
      privileges: ['publishAudioStream'],
    },
  }).verified;
}

function verifyWithRival(index: number): boolean {
  if (!verifyWithAgoraToken(tokenAt(index), CERTIFICATE))
    throw new TypeError('the rival refused a good token');
  return true;
}

/** `npm run bench -- token`. */
export const tokenComparisons: readonly Comparison[] = [
  {
    job: 'issue an RTC token for a publisher',
    rival: RIVAL,
    target: 5,
    ours: (index) =>
      issueToken({
        appId: APP_ID,
        certificate: CERTIFICATE,
        services: [rtc({ channel: channelOf(index), uid: uidOf(index), role: 'publisher' })],
        expiresInSeconds: 3600,
      }),
    theirs: (index) => issueWithAgoraToken(PROJECT, channelOf(index), uidOf(index)),
  },
  {
    job: 'verify it (ours: signature, time, channel, uid, privilege; theirs: signature)',
    rival: RIVAL,
    target: 5,
    ours: verifyWithStagedoor,
    theirs: verifyWithRival,
  },
];
