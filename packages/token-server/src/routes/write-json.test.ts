import { expect, it } from 'vitest';
import { writeJson } from './write-json.js';

it('an answer in JSON says so', () => {
  expect(writeJson(201, { a: [1] })).toEqual({
    status: 201,
    contentType: 'application/json',
    body: '{"a":[1]}',
  });
});
