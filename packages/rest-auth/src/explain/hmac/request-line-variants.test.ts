import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_LINES } from '../../../test/explained-signatures.js';

describe('the line of the request', () => {
  itExplains(WRONG_LINES);
});
