import { describe, expect, it } from 'vitest';
import { addSecret, dropSecret } from './change-secrets.js';

const OLD = { slot: 'primary', customerSecret: 'old', createdAt: 1, downloadedAt: 2 } as const;
const NEW = { customerSecret: 'new', createdAt: 5, downloadedAt: undefined };
const ROTATION = { customerId: 'a', isOldDropped: false };

const coded = (code: string): unknown => expect.objectContaining({ code });

describe('addSecret', () => {
  it('makes the new secret the primary one, and leaves the old one live with all that is known of it', () => {
    expect(addSecret([OLD], NEW, ROTATION)).toEqual([
      { ...NEW, slot: 'primary' },
      { ...OLD, slot: 'secondary' },
    ]);
  });

  it('makes a third one only where the oldest is dropped', () => {
    const two = addSecret([OLD], NEW, ROTATION);
    const third = { customerSecret: 'third', createdAt: 9 };
    expect(() => addSecret(two, third, ROTATION)).toThrow(coded('two_secrets_live'));
    expect(addSecret(two, third, { ...ROTATION, isOldDropped: true })).toEqual([
      { ...third, slot: 'primary' },
      { ...NEW, slot: 'secondary' },
    ]);
  });
});

describe('dropSecret', () => {
  const two = addSecret([OLD], NEW, ROTATION);

  it('leaves the other one as the primary one', () => {
    expect(dropSecret(two, 'secondary')).toEqual([{ ...NEW, slot: 'primary' }]);
    expect(dropSecret(two, 'primary')).toEqual([OLD]);
  });

  it('drops neither the last one nor one that is not there', () => {
    expect(() => dropSecret([OLD], 'primary')).toThrow(coded('last_customer_secret'));
    expect(() => dropSecret([OLD], 'secondary')).toThrow(coded('customer_secret_missing'));
  });
});
