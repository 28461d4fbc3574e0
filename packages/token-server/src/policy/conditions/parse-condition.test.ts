import { describe, expect, it } from 'vitest';
import { ask, jwt } from '../../../test/policy-questions.js';
import { Place } from '../document/place.js';
import { factsOf } from '../request-facts.js';
import { toConditionInput } from './condition-input.js';
import { type ConditionVerdict, parseCondition } from './parse-condition.js';

function evaluate(text: string, claims: object = {}, request: object = {}): ConditionVerdict {
  const place = new Place();
  const condition = parseCondition(text, place);
  expect(place.problems).toEqual([]);
  const question = ask(request, jwt(claims));
  return condition.evaluate(toConditionInput(question, factsOf(question)));
}

function problemOf(text: unknown): string {
  const place = new Place();
  parseCondition(text, place.key('when'));
  return place.problems.map(({ path, message }) => `${path} ${message}`).join('\n');
}

describe('a condition', () => {
  it.each([
    ['request.channel == "room" && request.uid == 7 && request.user == "7"', {}],
    ['caller.claims.age >= 18 && caller.claims.score > 1.5', { age: 18, score: 1.75 }],
    ['caller.claims.uid == request.uid', { uid: 7 }],
    ['request.channel in caller.claims.rooms', { rooms: ['hall', 'room'] }],
    ['caller.claims.org.teams.exists(t, t == "a")', { org: { teams: ['a'] } }],
    ['now == timestamp("2023-11-14T22:13:20Z") && now.getHours() == 22', {}],
    ['has(caller.claims.a) == false', {}],
    ['"a" in caller.scopes || true', {}],
  ])('%s is true', (text, claims) => {
    expect(evaluate(text, claims)).toEqual({ kind: 'true' });
  });

  it.each([
    ['request.channel == "Room"', {}],
    ['request.channel == "rооm"', {}],
    ['caller.claims.uid == request.uid', { uid: '7' }],
    ['caller.claims.admin == true', { admin: 'true' }],
    ['caller.claims.admin == true', { admin: 1 }],
  ])('%s is false', (text, claims) => {
    expect(evaluate(text, claims)).toEqual({ kind: 'false' });
  });

  it.each([
    ['caller.claims.gone == 1', {}, 'no such key: gone'],
    ['caller.claims.constructor == 1', {}, 'no such key: constructor'],
    ['caller.claims["__proto__"] == 1', {}, 'no such key: __proto__'],
    ['caller.claims.a.b == 1', { a: 'text' }, 'no such key: b'],
    [
      'caller.claims[caller.claims.a] == 1',
      { a: 'b\u001b[2J\n' },
      String.raw`no such key: b\u{1b}[2J\u{a}`,
    ],
    ['caller.claims.a < 3', { a: 'text' }, 'no such overload: dyn<string> < int'],
    ['caller.claims.list[3] == 1', { list: [1] }, 'index out of bounds'],
    ['1 / int(caller.claims.a) == 1', { a: 0 }, 'division by zero'],
    ['caller.claims.a || request.uid == 8', { a: 'yes' }, 'requires bool'],
    [
      'caller.claims.a == 1',
      { a: 1, big: Array.from({ length: 1001 }, () => 0) },
      'more than 1000 values',
    ],
  ])('%s fails', (text, claims, reason) => {
    expect(evaluate(text, claims)).toEqual({
      kind: 'failed',
      reason: expect.stringContaining(reason),
    });
  });

  it('needs no claim that it does not come to', () => {
    expect(evaluate('request.uid == 7 || caller.claims.gone == 1')).toEqual({ kind: 'true' });
    expect(evaluate('caller.claims.gone == 1 && request.uid == 8')).toEqual({ kind: 'false' });
  });
});

it.each([
  [
    'request.chanel == ""',
    'when cannot be used: character 1: request has no chanel: did you mean channel?',
  ],
  ['request.uid == "7"', 'when cannot be used: character 1: no such overload: int == string'],
  [
    'true &&\n  request.uid == "7"',
    'when cannot be used: line 2, character 3: no such overload: int == string',
  ],
  [
    'request.uid',
    'when cannot be used: character 1: a condition must be true or false, and this is int',
  ],
  [
    'caller.claims.admin',
    'when cannot be used: character 1: a condition must be true or false, and it can be anything: write == true',
  ],
  ['1 +', /^when cannot be used: character 4: unexpected token/],
  [`true${' && true'.repeat(300)}`, /^when has \d+ characters, and 2000 are allowed$/],
  [`true${'&&!!true'.repeat(100)}`, /exceeded maxAstNodes/],
  [`${'('.repeat(40)}true${')'.repeat(40)}`, /exceeded maxDepth/],
  ['', 'when is empty'],
  [true, 'when must be a text, and is true'],
])('refuses %j', (text, message) => {
  expect(problemOf(text)).toMatch(message);
});

it('says the same whatever it was asked before', () => {
  const condition = parseCondition(
    'string(caller.claims.a) == "1" || caller.claims.a in caller.claims.b',
    new Place(),
  );
  const values: readonly unknown[] = [1, '1', 1.5, true, null, [1], { x: 1 }, [[]], 'x'];
  const asked = values.flatMap((a) => values.map((b) => ({ a, b })));
  const verdictOf = (claims: object, to = condition): ConditionVerdict => {
    const question = ask({}, jwt(claims));
    return to.evaluate(toConditionInput(question, factsOf(question)));
  };
  const first = asked.map((claims) => verdictOf(claims));
  expect(
    asked
      .toReversed()
      .map((claims) => verdictOf(claims))
      .toReversed(),
  ).toEqual(first);
  const alone = asked.map((claims) =>
    verdictOf(claims, parseCondition(condition.text, new Place())),
  );
  expect(alone).toEqual(first);
});
