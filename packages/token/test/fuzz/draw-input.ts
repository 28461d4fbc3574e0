import {
  APP_ID,
  forgeContent,
  forgeRtc,
  forgeService,
  signBytes,
  string16,
  u16,
} from '../forge-token.js';
import { mutateBytes, replaceAt } from '../mutate.js';
import { RandomSource } from '../random-source.js';
import { drawTrickStream, packContent } from './draw-stream.js';
import type { FuzzInput } from './fuzz-runs.js';
import { seedContents } from './seed-contents.js';

const CONTENTS = seedContents();
/** The same as zlib packs them, in several ways. */
const PACKING = new RandomSource(34);
const STREAMS = CONTENTS.flatMap((content) =>
  Array.from({ length: 8 }, () => packContent(content, PACKING)),
);
const SIGNED_OFFSET = 34;
/** Where, after an App ID of 32 characters, the numbers of a token begin. */
const NUMBERS_OFFSET = 68;
const LIMITS = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xfffe, 0xffff];
/** What gets into a text on its way. */
const STRAY = ['+', '/', '=', '-', '_', ' ', '\n', '\0', '%2B', '"', '\ufeff', '\ud83d', 'é', 'Ａ'];
const BEFORE = ['', '006', '005', '00', '008', '0070', 'Bearer 007', ' 007', '"007', APP_ID];

const wrap = (stream: Uint8Array): string => `007${Buffer.from(stream).toString('base64')}`;

/** Signs what follows the signature anew, with the time and the salt that stand in it. */
function sign(content: Uint8Array): Buffer {
  const signed = Buffer.from(content.subarray(SIGNED_OFFSET));
  const hasNumbers = content.length >= NUMBERS_OFFSET + 12;
  const at = NUMBERS_OFFSET - SIGNED_OFFSET;
  const issuedAt = hasNumbers ? signed.readUInt32LE(at) : 0;
  const salt = hasNumbers ? signed.readUInt32LE(at + 8) : 0;
  return Buffer.concat([string16(signBytes(signed, { issuedAt, salt })), signed]);
}

function damage(content: Uint8Array, from: number, random: RandomSource): Uint8Array {
  let services = content.subarray(from);
  for (let left = random.below(4); left >= 0 && services.length > 0; left -= 1) {
    services = mutateBytes(services, random);
  }
  return Buffer.concat([content.subarray(0, from), services]);
}

function putLimit(content: Uint8Array, random: RandomSource): Uint8Array {
  const copy = Uint8Array.from(content);
  const at = NUMBERS_OFFSET + random.below(copy.length - NUMBERS_OFFSET - 1);
  const value = random.pick(LIMITS);
  copy.set([value & 0xff, value >>> 8], at);
  return copy;
}

function splice(a: Uint8Array, b: Uint8Array, random: RandomSource): Uint8Array {
  return Buffer.concat([a.subarray(0, random.below(a.length)), b.subarray(random.below(b.length))]);
}

const SMALL_SERVICES = [
  forgeService(9, [], []),
  forgeService(2, [], ['']),
  forgeRtc('', ''),
  forgeService(7, [[1, 1]], ['', '\0']),
  Buffer.concat([forgeService(8, [], ['']), u16(0)]),
];

/**
 * Much to read in a short text: small services again and again, up to a little above the limit. Their signature is
 * wrong: who holds the certificate has no need to attack.
 */
function manyServices(random: RandomSource): Uint8Array {
  const service = random.pick(SMALL_SERVICES);
  const count = random.below(Math.ceil(68_000 / service.length));
  const services = Array.from({ length: count }, () => service);
  return forgeContent({ services, signature: new Uint8Array(32) });
}

/** One service with as many privileges or permissions as fit. */
function manyEntries(random: RandomSource): Uint8Array {
  const count = random.below(11_000);
  const factor = 2 * random.below(0x8000) + 1;
  const ids = Array.from({ length: count }, (_, i) => (i * factor) & 0xffff);
  const privileges = ids.map((id) => [id, id] as const);
  const permissions = Buffer.concat([u16(count), ...ids.flatMap((id) => [u16(id), u16(0)])]);
  const service = random.pick([
    forgeService(1, privileges, ['', '']),
    Buffer.concat([forgeService(8, [], ['']), permissions]),
  ]);
  return forgeContent({ services: [service], signature: new Uint8Array(32) });
}

const drawContent = (random: RandomSource): Uint8Array => random.pick(CONTENTS);
const drawStream = (random: RandomSource): Uint8Array => random.pick(STREAMS);
const drawToken = (random: RandomSource): string => wrap(drawStream(random));

type Draw = (random: RandomSource) => string;

/** One way to make an input each; how often it is taken. */
const STRATEGIES: Readonly<Record<string, readonly [often: number, draw: Draw]>> = {
  'a token as it is': [1, drawToken],
  'a damaged text': [
    4,
    (random) => Buffer.from(mutateBytes(Buffer.from(drawToken(random)), random)).toString('latin1'),
  ],
  'a damaged stream': [6, (random) => wrap(mutateBytes(drawStream(random), random))],
  'a damaged content': [
    4,
    (random) => wrap(packContent(damage(drawContent(random), 0, random), random)),
  ],
  'a damaged content under a good signature': [
    8,
    (random) => {
      const from = random.pick([SIGNED_OFFSET, NUMBERS_OFFSET, 80, 82]);
      const content = damage(drawContent(random), from, random);
      return wrap(packContent(sign(content), random));
    },
  ],
  'a number at its limit under a good signature': [
    6,
    (random) => wrap(packContent(sign(putLimit(drawContent(random), random)), random)),
  ],
  'two contents spliced under a good signature': [
    4,
    (random) => {
      const content = splice(drawContent(random), drawContent(random), random);
      return wrap(packContent(sign(content), random));
    },
  ],
  'two streams spliced': [
    3,
    (random) => wrap(splice(drawStream(random), drawStream(random), random)),
  ],
  'two texts spliced': [
    3,
    (random) => {
      const [a, b] = [drawToken(random), drawToken(random)];
      return a.slice(0, random.below(a.length)) + b.slice(random.below(b.length));
    },
  ],
  'a trick of deflate': [8, (random) => wrap(drawTrickStream(drawContent(random), random))],
  'stray characters': [
    4,
    (random) => {
      let text = drawToken(random);
      for (let left = random.below(3); left >= 0; left -= 1) {
        const at = random.below(text.length);
        const stray = random.pick(STRAY);
        text =
          random.below(2) === 0
            ? replaceAt(text, at, stray)
            : text.slice(0, at) + stray + text.slice(at);
      }
      return text;
    },
  ],
  'another beginning or end': [
    3,
    (random) => {
      const text = drawToken(random).slice(3);
      const cut = text.slice(0, text.length - random.below(4));
      return random.pick(BEFORE) + cut + random.pick(['', '=', '==', '===', 'A', '\n']);
    },
  ],
  'random bytes': [
    2,
    (random) => {
      const stream = random.bytes(random.below(120));
      if (stream.length > 1 && random.below(2) === 0) stream.set([0x78, 0x9c]);
      return wrap(stream);
    },
  ],
};

/** Makes these inputs so much larger that few of them are enough. */
const LARGE_STRATEGIES: Readonly<Record<string, Draw>> = {
  'many services': (random) => wrap(packContent(manyServices(random), random)),
  'many privileges or permissions': (random) => wrap(packContent(manyEntries(random), random)),
  'a long stream of random bytes': (random) => {
    const content = Buffer.concat([drawContent(random), random.bytes(random.below(70_000))]);
    return wrap(packContent(content, random));
  },
};

const TICKETS = Object.entries(STRATEGIES).flatMap(([strategy, [often, draw]]) =>
  Array.from({ length: often }, () => ({ strategy, draw })),
);
const LARGE_TICKETS = Object.entries(LARGE_STRATEGIES).map(([strategy, draw]) => ({
  strategy,
  draw,
}));

/** The next input; one in 2000 is large. */
export function drawInput(random: RandomSource): FuzzInput {
  const isLarge = random.below(2000) === 0;
  const { strategy, draw } = random.pick(isLarge ? LARGE_TICKETS : TICKETS);
  return { strategy, text: draw(random), isLarge };
}
