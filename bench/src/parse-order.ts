import type { LoadOrder } from './http-load.js';

/** What `runLoad` gave its thread, which arrives without a type. */
export const parseOrder = (given: unknown): LoadOrder => given as LoadOrder;
