import { describe, expect, it } from 'vitest';
import { redactText } from './redact-text.js';

const HEX = 'f7a1c3e5d9b24680ace0bd1357f92468';

describe('redactText', () => {
  it.each([
    [
      `cannot reach postgres://stagedoor:${HEX}@db.example.com/x`,
      'cannot reach postgres:…db.example.com/x',
    ],
    ['Authorization: Basic dXNlcjpwYXNz', '…'],
    ['Authorization: hmac username="x", signature="dXNlcjpwYXNz"', '… …'],
    [`sent basic dXNlcjpzZWNyZXQ= to x`, 'sent … to x'],
    [`the secret ${HEX} is wrong`, 'the secret … is wrong'],
    [`the token 007eJxTYPi7f3uS86p1${HEX} is wrong`, 'the token … is wrong'],
    ['invalid input syntax for type integer: "s3cret"', 'invalid input syntax for type integer: …'],
    [
      `Unexpected token 'M', "MARK..." is not valid JSON`,
      'Unexpected token …, … is not valid JSON',
    ],
    ['password=s3cret host=db', '… host=db'],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ])('makes of %j %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  it('is quick with long texts', () => {
    expect(redactText('a'.repeat(1_000_000))).toBe('…');
  });
});
