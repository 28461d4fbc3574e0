import { describe } from 'vitest';
import { itExplains } from '../../../test/explain-rows.js';
import { WRONG_DIGESTS } from '../../../test/explained-bodies.js';

describe('how a digest is written', () => {
  itExplains(WRONG_DIGESTS);
});
