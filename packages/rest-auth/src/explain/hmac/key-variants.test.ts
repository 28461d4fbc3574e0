import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_KEYS } from '../../../test/explained-signatures.js';

describe('the key of a signature', () => {
  itExplains(WRONG_KEYS);
});
