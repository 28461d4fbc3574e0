import { parse } from '@marcbachmann/cel-js';
import { expect, it } from 'vitest';
import { findExpressionFaults } from './check-expression.js';

const faultsOf = (text: string): readonly string[] =>
  findExpressionFaults(parse(text).ast).map(({ message }) => message);

it.each([
  'caller.id == "zoe"',
  'has(caller.claims.a.b) && caller.claims.a.b == 1',
  'caller.claims.list.exists(x, x == request.channel)',
  '[1, 2].map(x, x + 1).filter(y, y > 1) == [3]',
  'request.channel.split("-")[1].startsWith("a")',
  'now < timestamp("2030-01-01T00:00:00Z") && now.getHours() < 7',
  '{"a": 1}.a == 1 ? true : !false',
  'caller.claims["a b"] in ["x"]',
])('takes %s', (text) => {
  expect(faultsOf(text)).toEqual([]);
});

it.each([
  ['request.chanel == ""', 'request has no chanel: did you mean channel?'],
  ['caller.sub == ""', /^caller has no sub; there is kind, id/],
  ['has(request.channel)', /^has\(\) is for what may be missing/],
  [
    'request.channel.matches("(a+)+b")',
    /^matches is not taken: a regular expression can take for ever/,
  ],
  ['request.channel.lowerAscii() == "a"', /^lowerAscii is not taken/],
  ['dyn(request).chanel == ""', /^dyn is not taken/],
  ['b"e30=".json().a == 1', /^there is no json here/],
  ['cel.bind(x, 1, x == 1)', /^there is no bind here/],
  ['string == type(1)', /^there is no string here/],
  ['user == "a"', /^there is no user here; there is caller, request, now/],
  ['now.getHours("Europe/Berlin") < 7', 'getHours takes no time zone: times are in UTC'],
  ['[1].all(request, request == 1)', 'request is taken; name it otherwise'],
  ['[1].all(x, [2].all(y, y > x))', 'a loop in a loop is not taken'],
  ['[1].all(x, x == 1) && x == 1', /^there is no x here/],
  ['now < timestamp("2026-01-31T12:00:00.0")', 'write an instant as "2026-01-31T12:00:00Z"'],
  ['now < timestamp("January 31, 2026 12:00")', 'write an instant as "2026-01-31T12:00:00Z"'],
  ['[1].first(1, true)', /^there is no first here/],
])('refuses %s', (text, message) => {
  expect(faultsOf(text)[0]).toMatch(message);
});
