import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_BODIES } from '../../../test/explained-bodies.js';

describe('what was hashed in place of the body', () => {
  itExplains(WRONG_BODIES);
});
