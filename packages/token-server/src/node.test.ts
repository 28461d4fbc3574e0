import { describe, expect, it } from 'vitest';
import * as node from './node.js';

describe('the entry for Node.js', () => {
  it('has the server, the listener, and how to know clients behind proxies', () => {
    expect(Object.keys(node).toSorted()).toEqual([
      'clientAddressBehind',
      'createNodeServer',
      'toNodeListener',
    ]);
  });
});
