import { PlatformError } from '../errors.js';
import { redactText } from './redact-text.js';

/** An error as a log may have it. */
export interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** Where it was thrown, without the message. */
  readonly stack?: readonly string[];
  readonly cause?: DescribedError;
}

const MAX_DEPTH = 4;
const MAX_MESSAGE_LENGTH = 500;
const MAX_FRAMES = 12;
const FRAME = /^\s+at /;

const codeOf = (error: Error): { readonly code?: string } =>
  'code' in error && typeof error.code === 'string' ? { code: redactText(error.code) } : {};

/** The lines after the message, which may have lines that look like those. */
function framesOf({ stack = '', message }: Error): { readonly stack?: readonly string[] } {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  const frames = stack
    .slice(start)
    .split('\n')
    .filter((line) => FRAME.test(line));
  return frames.length === 0
    ? {}
    : { stack: frames.slice(0, MAX_FRAMES).map((line) => line.trim()) };
}

/** What is known of an error, without what it may repeat of a request. Messages of our own errors are as they are. */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: OMITTED_VALUE };
  const { name, message, cause } = error;
  const text = message.slice(0, MAX_MESSAGE_LENGTH);
  return {
    type: name,
    ...codeOf(error),
    message: error instanceof PlatformError ? text : redactText(text),
    ...framesOf(error),
    ...(cause === undefined || depth >= MAX_DEPTH
      ? {}
      : { cause: describeError(cause, depth + 1) }),
  };
}

const OMITTED_VALUE = 'a value that is no error was thrown';
