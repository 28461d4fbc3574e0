import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../test/test-world.js';
import { readToken } from './read-token.js';

const TOKEN = '007eJx+/w==';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

async function readBothWays(text: string): Promise<readonly string[]> {
  world.stdin = text;
  return [await readToken(text, world), await readToken('-', world)];
}

describe('readToken', () => {
  it.each([
    TOKEN,
    ` ${TOKEN}\r\n`,
    `Authorization: Bearer ${TOKEN}`,
    `authorization:bearer   ${TOKEN}`,
    `Bearer ${TOKEN}`,
    `BEARER\t${TOKEN}`,
    `agora token=${TOKEN}`,
    `Agora  token = ${TOKEN}`,
    `Authorization: agora token=${TOKEN}`,
    `Authorization: agora token="${TOKEN}"`,
    `x-agora-token: ${TOKEN}`,
    `X-Agora-Token : ${TOKEN}\n`,
    `'${TOKEN}'`,
    `" ${TOKEN} "`,
    `'Authorization: Bearer ${TOKEN}'`,
    `Authorization: "Bearer ${TOKEN}"`,
    `\n  "x-agora-token: '${TOKEN}'"  \n`,
    JSON.stringify({ token: TOKEN, code: '200' }),
    ` {"token": "Bearer ${TOKEN}"} `,
  ])('finds the token in %j', async (text) => {
    expect(await readBothWays(text)).toEqual([TOKEN, TOKEN]);
  });

  it.each([
    'Basic dXNlcjpzZWNyZXQ=',
    `${TOKEN}'`,
    `'${TOKEN}`,
    `'${TOKEN}"`,
    `bearer${TOKEN}`,
    `my token=${TOKEN}`,
    '{"code":"500"}',
    '{broken',
    '"',
  ])('leaves %j as it is, to be refused with its reason', async (text) => {
    expect(await readBothWays(text)).toEqual([text, text]);
  });

  it.each([
    '',
    ' \n',
    'Bearer ',
    'Authorization:',
    '""',
    "Authorization: Bearer ''",
    '{"token":""}',
  ])('refuses %j, which holds no token', async (text) => {
    await expect(readToken(text, world)).rejects.toMatchObject({ code: 'usage' });
  });

  it('ends for any text, however it is wrapped', async () => {
    const part = fc.constantFrom('"', "'", 'Bearer ', 'agora token=', 'Authorization:', ' ', '007');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 60 }), async (parts) => {
        const text = parts.join('');
        const found = await readToken(`007${text}`, world);
        expect(`007${text}`).toContain(found);
      }),
    );
  });
});
