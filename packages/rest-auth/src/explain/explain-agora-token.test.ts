import { describe, expect, it } from 'vitest';
import { TOKEN, TOKEN_006 } from '../../test/explained-messages.js';
import { ALL_KNOWN, APP_ID, authorizedBy, NOW } from '../../test/explained-request.js';
import { explainRequest, type RequestReport } from '../explain-request.js';

const at = (
  target: string,
  authorization: string | undefined,
  ...headers: readonly (readonly [string, string])[]
): Promise<RequestReport> =>
  explainRequest({ ...authorizedBy(authorization, ...headers), target }, ALL_KNOWN);

const RTM = `/dev/v2/project/${APP_ID}/rtm/users/zoe`;

describe('a token that a request shows', () => {
  it('is judged for the service of the operation', async () => {
    expect(await at(RTM, `agora token=${TOKEN}`)).toMatchObject({ verdict: 'accepted' });
    const agents = await at(
      `/api/conversational-ai-agent/v2/projects/${APP_ID}/agents`,
      `agora token=${TOKEN}`,
    );
    expect(agents).toMatchObject({
      code: 'token_refused',
      findings: [{ kind: 'service_missing' }],
    });
  });

  it('is judged for its own service where the path tells none', async () => {
    expect(await at(`/v9/${APP_ID}/things`, `agora token=${TOKEN}`)).toMatchObject({
      verdict: 'accepted',
    });
  });

  it('is of the user beside it', async () => {
    const wrong = await at(RTM, undefined, ['x-agora-token', TOKEN], ['x-agora-uid', 'adam']);
    expect(wrong.findings.map(({ kind }) => kind)).toContain('wrong_uid');
    expect(wrong.findings[0]?.message).toContain('adam');
  });

  it('has a report of its own, but for format 006', async () => {
    const report = await at(RTM, `agora token=${TOKEN}`);
    expect(report.token).toMatchObject({ verdict: 'accepted', claims: { appId: APP_ID } });
    const pair = [
      ['x-agora-token', TOKEN_006],
      ['x-agora-uid', 'zoe'],
    ] as const;
    expect((await at(RTM, undefined, ...pair)).token).toBeUndefined();
    const alone = await at(RTM, `agora token=${TOKEN_006}`);
    expect(alone.findings[0]?.kind).toBe('older_version');
  });

  it('is not refused for what is not known', async () => {
    const request = { ...authorizedBy(`agora token=${TOKEN}`), target: '/rtm/v2/history/query' };
    expect(await explainRequest(request, { now: NOW })).toMatchObject({ verdict: 'unproven' });
  });
});
