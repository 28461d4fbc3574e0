import { afterEach, describe, expect, it, vi } from 'vitest';
import { canSendDate } from './can-send-date.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('canSendDate', () => {
  it('says yes of this runtime', () => {
    expect(canSendDate()).toBe(true);
  });

  it('says no where the runtime drops the header, as browsers do', () => {
    class BrowserRequest extends Request {
      constructor(input: string, init: RequestInit) {
        super(input, init);
        this.headers.delete('date');
      }
    }
    vi.stubGlobal('Request', BrowserRequest);
    expect(canSendDate()).toBe(false);
  });
});
