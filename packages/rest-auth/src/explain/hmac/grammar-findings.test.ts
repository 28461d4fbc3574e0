import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_GRAMMAR } from '../../../test/explained-signatures.js';

describe('the parameters of hmac', () => {
  itExplains(WRONG_GRAMMAR);
});
