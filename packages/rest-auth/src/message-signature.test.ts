import { expect, it } from 'vitest';
import * as own from './message-signature.js';
import * as named from '@stagedoor/rest-auth/message-signature';

it('is the entry of the package for the scheme', () => {
  expect(Object.keys(named)).toEqual(['messageSignature']);
  expect(named.messageSignature).toBe(own.messageSignature);
});
