import { expect, it } from 'vitest';
import { joinMetrics } from './join-metrics.js';

it('is the text of all', async () => {
  const one = (text: string) => ({ contentType: 'a', text: () => Promise.resolve(text) });
  const joined = joinMetrics(one('x 1\n'), one('y 2\n'));
  expect([joined.contentType, await joined.text()]).toEqual(['a', 'x 1\n\ny 2\n']);
});
