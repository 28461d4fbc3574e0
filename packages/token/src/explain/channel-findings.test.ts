import { describe, expect, it } from 'vitest';
import { ALL_KNOWN } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { forgeToken } from '../../test/forge-token.js';
import { sampleIssue } from '../../test/sample-options.js';
import { issueToken } from '../issue-token.js';
import { apaasRoomUser } from '../services/apaas.js';
import { explainToken } from '../explain-token.js';
import { CHANNEL_GROUPS } from './channel-findings.js';

const KINDS = new Set<string>(CHANNEL_GROUPS.flat().map(({ kind }) => kind));
const ROWS = EXPLAINED_TOKENS.filter(({ kind }) => KINDS.has(kind));

describe('the rows', () => {
  it.each(ROWS)('find $kind: $name', ({ token, known = ALL_KNOWN, kind, severity = 'fatal' }) => {
    const found = explainToken(token, known).findings.filter((finding) => finding.kind === kind);
    expect(found).toMatchObject([{ severity }]);
    expect(found[0]?.fix).toMatch(/^\S.*[^.\s]$/s);
  });

  it('report channel and user, where both are wrong', () => {
    const { findings } = explainToken(forgeToken({}), { ...ALL_KNOWN, channel: 'lobby', uid: 8 });
    expect(findings.slice(0, 2).map(({ kind }) => kind)).toEqual(['wrong_channel', 'wrong_uid']);
  });

  it('speak of rooms in classrooms', () => {
    const services = apaasRoomUser({ room: 'math', userId: 'zoe', roomRole: 2 });
    const token = issueToken(sampleIssue({ services }));
    const [first] = explainToken(token, {
      ...ALL_KNOWN,
      service: 'apaas',
      channel: 'art',
    }).findings;
    expect(first).toMatchObject({
      kind: 'wrong_channel',
      message: expect.stringContaining('for room "math"'),
    });
  });
});
