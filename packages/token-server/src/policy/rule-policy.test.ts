import { describe, expect, it } from 'vitest';
import { ANYBODY, ask, grantRule, jwt, policyOf } from '../../test/policy-questions.js';

const DENIAL = { name: 'denial', deny: 'not now' };

describe('the order', () => {
  it('decides between rules that both match', () => {
    const first = grantRule({ name: 'first' }, { maxLifeSeconds: 60 });
    const second = grantRule({ name: 'second' });
    expect(policyOf(first, second).decide(ask())).toMatchObject({
      granted: { rule: 'first', maxLifeSeconds: 60 },
    });
    expect(policyOf(second, first).decide(ask())).toMatchObject({ granted: { rule: 'second' } });
  });

  it('decides between a denial and a grant', () => {
    expect(policyOf(DENIAL, grantRule()).decide(ask())).toEqual({
      kind: 'denied',
      rule: 'denial',
      reason: 'not now',
    });
    expect(policyOf(grantRule(), DENIAL).decide(ask()).kind).toBe('granted');
  });

  it('goes on behind a rule that cannot grant what is asked for', () => {
    const listener = grantRule({ name: 'listener' }, { role: { requested: ['subscriber'] } });
    const policy = policyOf(listener, grantRule({ name: 'speaker' }));
    expect(policy.decide(ask())).toMatchObject({ granted: { rule: 'speaker' } });
    expect(policy.decide(ask({ role: 'subscriber' }))).toMatchObject({
      granted: { rule: 'listener' },
    });
  });
});

describe('what no rule grants', () => {
  it('is denied, with a reason for each rule', () => {
    const policy = policyOf(
      grantRule({ name: 'lobby', channels: ['lobby'] }),
      grantRule({ name: 'member', when: 'caller.claims.member == true' }),
    );
    expect(policy.decide(ask())).toEqual({
      kind: 'denied',
      rule: undefined,
      reason:
        'no rule grants it: lobby: the channel is "room"; member: the condition fails: no such key: member',
    });
  });

  it('is denied in a reason that does not grow with the policy', () => {
    const rules = Array.from({ length: 30 }, (_, index) =>
      grantRule({ name: `r${index}`, channels: ['lobby'] }),
    );
    expect(policyOf(...rules).decide(ask())).toMatchObject({
      reason: expect.stringMatching(/; and 10 more$/),
    });
  });
});

describe('a denial before a rule that grants something else than what is asked for', () => {
  const anybody = { callers: [{ kind: 'anonymous' }, { kind: 'jwt' }] };

  it.each([
    [{ channels: ['lobby'] }, { channel: { fixed: 'lobby' } }, {}],
    [{ users: ['boss'] }, { user: { account: { claim: 'name' } } }, {}],
    [{ roles: ['publisher'] }, { role: 'publisher' }, { role: 'subscriber' }],
    [
      { roles: ['publisher'] },
      { role: undefined, privileges: ['joinChannel', 'publishAudioStream'] },
      { role: undefined },
    ],
    [
      { when: 'request.channel == "lobby"' },
      { channel: { fixed: 'lobby' } },
      { channel: undefined },
    ],
  ])('%j is asked of what %j grants', (scope, grant, request) => {
    const policy = policyOf({ ...DENIAL, ...scope }, grantRule(anybody, grant));
    expect(policy.decide(ask(request, jwt({ name: 'boss' })))).toEqual({
      kind: 'denied',
      rule: 'denial',
      reason: 'not now (of what rule "grant" would grant)',
    });
  });

  it('says nothing of a uid that is not known yet', () => {
    const policy = policyOf(
      { ...DENIAL, users: ['zoe'] },
      grantRule({}, { user: { derivedUid: { caller: 'id' } } }),
    );
    expect(policy.decide(ask()).kind).toBe('granted');
  });

  it('is not asked where it comes later', () => {
    const policy = policyOf(grantRule({}, { channel: { fixed: 'lobby' } }), {
      ...DENIAL,
      channels: ['lobby'],
    });
    expect(policy.decide(ask()).kind).toBe('granted');
  });
});

describe('an explanation', () => {
  const policy = policyOf(
    { ...DENIAL, channels: ['backstage'] },
    grantRule({ name: 'first' }),
    grantRule({ name: 'second' }),
    { name: 'last', deny: 'nobody else' },
  );

  it('says of each rule what became of it', () => {
    expect(policy.explain(ask())).toEqual({
      decision: policy.decide(ask()),
      rules: [
        {
          rule: 'denial',
          effect: 'denies',
          verdict: 'unmatched',
          part: 'channels',
          reason: 'the channel is "room"',
        },
        { rule: 'first', effect: 'grants', verdict: 'decided' },
        { rule: 'second', effect: 'grants', verdict: 'matched' },
        { rule: 'last', effect: 'denies', verdict: 'matched', reason: 'nobody else' },
      ],
    });
  });

  it('says why a rule denies', () => {
    expect(policy.explain(ask({}, ANYBODY)).rules.at(-1)).toEqual({
      rule: 'last',
      effect: 'denies',
      verdict: 'decided',
      reason: 'nobody else',
    });
  });

  it('names the denial of what another rule would grant', () => {
    const fixed = policyOf(
      { ...DENIAL, channels: ['lobby'] },
      grantRule({}, { channel: { fixed: 'lobby' } }),
    );
    expect(fixed.explain(ask()).rules).toEqual([
      {
        rule: 'denial',
        effect: 'denies',
        verdict: 'decided',
        reason: 'not now (of what rule "grant" would grant)',
      },
      { rule: 'grant', effect: 'grants', verdict: 'matched' },
    ]);
  });
});

describe('a room of the education service', () => {
  const room = grantRule(
    { services: ['apaas'] },
    { role: undefined, privileges: ['roomUser'], roomRole: 1 },
  );
  const enter = ask({
    service: 'apaas',
    channel: 'math',
    uid: undefined,
    account: 'zoe',
    role: undefined,
  });

  it.each(['rtm', 'chat'])('is denied where %s is, which its token would open, too', (service) => {
    const denial = { name: 'denial', services: [service], deny: 'no messages' };
    expect(policyOf(denial, room).decide(enter)).toEqual({
      kind: 'denied',
      rule: 'denial',
      reason: 'no messages (of what rule "grant" would grant)',
    });
    const ofOthers = { ...denial, users: ['adam'] };
    expect(policyOf(ofOthers, room).decide(enter).kind).toBe('granted');
    expect(policyOf({ ...denial, users: ['zoe'] }, room).decide(enter).kind).toBe('denied');
    // The first rule that matches decides.
    expect(policyOf(room, denial).decide(enter).kind).toBe('granted');
  });
});
