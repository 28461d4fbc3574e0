import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_FIELDS } from '../../../test/explained-signatures.js';

describe('the lines of the headers', () => {
  itExplains(WRONG_FIELDS);
});
