import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_DATES } from '../../../test/explained-bodies.js';

describe('the date of a signature', () => {
  itExplains(WRONG_DATES);
});
