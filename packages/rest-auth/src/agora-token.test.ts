import { describe, expect, it } from 'vitest';
import * as entry from './agora-token.js';
import * as main from './index.js';

describe('the entry for tokens', () => {
  it('has the scheme and nothing else', () => {
    expect(Object.keys(entry)).toEqual(['agoraToken']);
  });

  it('is not reached through the main entry, which would load the reader of tokens', () => {
    expect(Object.keys(main)).not.toContain('agoraToken');
  });
});
