import { expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { buildAgentDraft, type AgentDraft } from './build-agent-draft.js';
import { draftStt } from './draft-services.js';

const DRAFT: AgentDraft = {
  appId: APP_ID,
  certificate: CERTIFICATE,
  channelName: 'a',
  rtcAccount: 7,
  rtcRole: 1,
  expiresInSeconds: 60,
  lives: { join: 1, publish: [2, 3, 4] },
  rtmUserId: 'zoe',
  rtmExpiresInSeconds: 50,
};

it('compares the role strictly', () => {
  const countPrivileges = (role: unknown): number => {
    const token = buildAgentDraft({ ...DRAFT, rtcRole: role as number }, draftStt());
    return Object.keys(inspectToken(token).services[0]!.privileges).length;
  };
  expect(countPrivileges(1)).toBe(4);
  for (const role of ['1', true, 0, 2, undefined]) expect(countPrivileges(role)).toBe(1);
});

it('puts the service last', () => {
  const { services } = inspectToken(buildAgentDraft(DRAFT, draftStt()));
  expect(services.map(({ service }) => service)).toEqual(['rtc', 'rtm', 'stt']);
});
