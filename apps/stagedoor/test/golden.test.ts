/**
 * What the commands print, word for word: each transcript in `golden/` is a command line and all that came of it.
 * `npx vitest run apps/stagedoor/test/golden.test.ts -u` writes them anew; read the difference before you keep it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from './test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const OTHER = 'ffffab1e0c0ffee0ca11ab1e0c0fffff';

/** Of format 006, from the fixed vectors: channel stage-1, uid 2882341273, publisher; and what signed it. */
const TOKEN_006 =
  '0063f0c9a7b1d5e48269ab0c4d2e6f81735IABPrcuQh3AL4Wiw++qma8sX5Zos3283hhTozmMo2TSEBEaYFO1XoFHlIgBOYbwAgEJVZQQAAQAQ' +
  '/1NlAgAQ/1NlAwAQ/1NlBAAQ/1Nl';
const VECTOR_CERTIFICATE = 'A1b2C3d4E5f60718293a4B5c6D7e8F90';

/** What is issued for each transcript's name. */
const ISSUED: Readonly<Record<string, string>> = {
  'rtc-publisher': 'rtc --channel stage-1 --uid 7 --role publisher',
  'rtc-subscriber': 'rtc --channel stage-1 --account zoë --role subscriber',
  'rtc-wildcard':
    'rtc --channel stage-1 --uid 0 --privilege joinChannel --privilege publishAudioStream=900',
  'rtc-rtm': 'rtc --channel stage-1 --uid 7 --role publisher --rtm-user-id zoe',
  rtm: 'rtm --user-id zoe',
  rtm2: 'rtm --user-id zoe --permission read:messageChannels=lobby,stage --permission write:users=max',
  'chat-user': 'chat --user-id zoe',
  'chat-app': 'chat --app --expires-in 86400',
  'apaas-room-user': 'apaas --room math --user-id zoe --room-role 2',
  'apaas-user': 'apaas --user-id zoe',
  'apaas-app': 'apaas --app',
  fpa: 'fpa --expires-in 86400',
  streaming: 'streaming --channel stage-1 --uid 7 --privilege publishMixStream=60',
  fcdn: 'fcdn --channel stage-1 --account zoe --privilege publish --privilege play',
  'rtc-lives':
    'rtc --channel stage-1 --uid 7 --role subscriber --privileges-expire-in 900 --rtm-user-id zoe',
  convoai: 'convoai --channel stage-1 --uid 7 --role publisher --rtm-user-id zoe',
  stt: 'stt --channel stage-1 --uid 7 --role subscriber --rtm-user-id zoe',
};

/** What each token is verified for. */
const WANTED: Readonly<Record<string, string>> = {
  'rtc-publisher': '--channel stage-1 --uid 7 --privilege joinChannel publishAudioStream',
  'rtc-rtm': '--service rtm --user-id zoe --privilege login',
  rtm2: '--service rtm2 --user-id zoe',
  'chat-app': '--service chat --privilege app',
  'apaas-room-user': '--service apaas --room math --user-id zoe --strict',
  streaming: '--service streaming --channel stage-1 --uid 7',
  convoai: '--service convoai',
};

const HELP = [
  '',
  'dev',
  'serve',
  'token-server',
  'api-key',
  'api-key create',
  'api-key rotate',
  'policy',
  'policy set',
  'policy show',
  'policy history',
  'policy unset',
  'token',
  'token issue',
  'token issue rtc',
  'token issue rtm',
  'token issue chat',
  'token issue apaas',
  'token issue fpa',
  'token issue streaming',
  'token issue fcdn',
  'token issue convoai',
  'token issue stt',
  'token inspect',
  'token verify',
  'token doctor',
  'request',
  'request explain',
  'request sign',
  'init',
  'project',
  'project create',
  'project certificate',
  'credential',
  'credential create',
  'credential rotate',
  'keys',
  'keys rotate',
  'organization',
  'audit',
  'audit verify',
  'backup',
  'restore',
  'copy',
  'broadcast',
  'broadcast url',
  'broadcast url sign',
  'token revoke',
  'token admit',
];

const CUSTOMER_ID = 'c0de00000000000000000000000c0de1';
const CUSTOMER_SECRET = '5ec4e75ec4e75ec4e75ec4e75ec4e751';
const DOMAINS = `https://api.agora.io/v1/projects/${APP_ID}/fls/domains?id=a`;

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  world.env = { STAGEDOOR_APP_ID: APP_ID, STAGEDOOR_CERTIFICATE: CERTIFICATE };
});

afterEach(() => {
  world.dispose();
});

async function transcribe(line: string): Promise<string> {
  const { exitCode, out, error } = await world.run(
    ...line.split(' ').filter((word) => word !== ''),
  );
  const streams = [
    out === '' ? '' : `--- output\n${out}`,
    error === '' ? '' : `--- error\n${error}`,
  ];
  return `$ stagedoor ${line}\n${streams.join('')}--- exit code ${exitCode}\n`;
}

/** Puts a token where the next command reads it. */
async function pipeIn(name: string): Promise<void> {
  const { out } = await world.run(
    'token',
    'issue',
    ...(ISSUED[name] ?? '').split(' '),
    '--salt',
    '7',
  );
  world.stdin = out;
}

const golden = (name: string): string => `golden/${name}.txt`;

describe('issue', () => {
  it.each(Object.keys(ISSUED))('%s', async (name) => {
    const line = `token issue ${ISSUED[name] ?? ''} --salt 7`;
    const text = `${await transcribe(line)}\n${await transcribe(`${line} --json`)}`;
    await expect(text).toMatchFileSnapshot(golden(`issue-${name}`));
  });
});

describe('inspect', () => {
  it.each(Object.keys(ISSUED))('%s', async (name) => {
    await pipeIn(name);
    const text = `${await transcribe('token inspect -')}\n${await transcribe('token inspect - --json')}`;
    await expect(text).toMatchFileSnapshot(golden(`inspect-${name}`));
  });

  it('a token of format 006', async () => {
    world.stdin = TOKEN_006;
    const text = `${await transcribe('token inspect -')}\n${await transcribe('token inspect - --json')}`;
    await expect(text).toMatchFileSnapshot(golden('inspect-006'));
  });

  it.each(['rtc-wildcard', 'rtc-subscriber', 'apaas-room-user'])('%s, coloured', async (name) => {
    await pipeIn(name);
    world.terminalColumns = 80;
    const fresh = await transcribe('token inspect -');
    world.time += 3000;
    const later = await transcribe('token inspect -');
    world.time += 3000;
    const over = await transcribe('token inspect -');
    const text = [fresh, later, over].join('\n');
    await expect(text).toMatchFileSnapshot(golden(`inspect-${name}-coloured`));
  });

  it('what is no token', async () => {
    world.stdin = 'Basic nonsense';
    const text = `${await transcribe('token inspect -')}\n${await transcribe('token inspect - --json')}`;
    await expect(text).toMatchFileSnapshot(golden('inspect-rejected'));
  });
});

describe('verify', () => {
  it.each(Object.keys(WANTED))('%s', async (name) => {
    await pipeIn(name);
    const line = `token verify - ${WANTED[name] ?? ''}`;
    const text = `${await transcribe(line)}\n${await transcribe(`${line} --json`)}`;
    await expect(text).toMatchFileSnapshot(golden(`verify-${name}`));
  });

  it('a token of format 006', async () => {
    world.stdin = TOKEN_006;
    const here = '--channel stage-1 --uid 2882341273 --now 1700000000';
    const lines = [
      `token verify - ${here} --certificate ${VECTOR_CERTIFICATE}`,
      `token verify - ${here} --certificate ${VECTOR_CERTIFICATE} --json`,
      `token verify - ${here}`,
      'token verify - --channel other --uid 2882341273',
      'token verify -',
      'token verify - --service chat --user-id zoe',
    ];
    const texts: string[] = [];
    for (const line of lines) texts.push(await transcribe(line));
    await expect(texts.join('\n')).toMatchFileSnapshot(golden('verify-006'));
  });

  it('a token for nothing in particular, signed with the secondary certificate, coloured', async () => {
    await pipeIn('rtc-rtm');
    world.terminalColumns = 80;
    const line = `token verify - --certificate ${OTHER} --certificate ${CERTIFICATE}`;
    await expect(await transcribe(line)).toMatchFileSnapshot(golden('verify-secondary-coloured'));
  });

  it('what is rejected, and what makes no sense, coloured', async () => {
    await pipeIn('rtc-publisher');
    world.showsErrorsOnTerminal = true;
    const rejected = await transcribe('token verify - --channel other');
    const text = `${rejected}\n${await transcribe('token verify - --user-id zoe')}`;
    await expect(text).toMatchFileSnapshot(golden('verify-rejected-coloured'));
  });

  it('what is rejected, and what makes no sense', async () => {
    await pipeIn('rtc-publisher');
    world.terminalColumns = 80;
    const lines = [
      'token verify - --channel other',
      'token verify - --channel other --json',
      'token verify - --service rtm',
      'token verify - --now 1700003600',
      'token verify - --service rtm --channel stage-1',
      'token verify - --service rtm --channel stage-1 --json',
      'token verify - --user-id zoe',
      'token verify - --privilege fly',
    ];
    const texts: string[] = [];
    for (const line of lines) texts.push(await transcribe(line));
    await expect(texts.join('\n')).toMatchFileSnapshot(golden('verify-rejected'));
  });
});

describe('doctor', () => {
  it('finds nothing, or says what is wrong', async () => {
    await pipeIn('rtc-publisher');
    const lines = [
      'token doctor -',
      'token doctor - --channel other --uid 5',
      'token doctor - --service rtm --user-id zoe',
      'token doctor - --now 1700090000 --json',
      'token doctor Bearer',
    ];
    const texts: string[] = [];
    for (const line of lines) texts.push(await transcribe(line));
    await expect(texts.join('\n')).toMatchFileSnapshot(golden('doctor'));
  });
});

describe('request', () => {
  beforeEach(() => {
    world.env = {
      STAGEDOOR_CUSTOMER_ID: CUSTOMER_ID,
      STAGEDOOR_CUSTOMER_SECRET: CUSTOMER_SECRET,
    };
  });

  it('is signed in each way, or cannot be', async () => {
    const lines = [
      `request sign --scheme basic GET ${DOMAINS}`,
      `request sign --scheme hmac GET ${DOMAINS}`,
      `request sign --scheme hmac PATCH ${DOMAINS} --data {"a":1} --header X-More:b --json`,
      `request sign --scheme hmac PATCH ${DOMAINS} --data {"a":"b'c"} --output curl`,
      `request sign --scheme message-signature POST ${DOMAINS} --data a=b --nonce 0123456789abcdef`,
      `request sign --scheme agora-token --token 007eJx GET ${DOMAINS}`,
      `request sign --scheme agora-token GET ${DOMAINS}`,
      `request sign --scheme basic GET http://example.com/`,
    ];
    const texts: string[] = [];
    for (const line of lines) texts.push(await transcribe(line));
    await expect(texts.join('\n')).toMatchFileSnapshot(golden('request-sign'));
  });

  it.each(['plain', 'coloured'])('is explained, %s', async (name) => {
    const { out } = await world.run(
      'request',
      'sign',
      '--scheme',
      'hmac',
      'POST',
      DOMAINS,
      '--data',
      '{"a": 1}',
      '--output',
      'curl',
    );
    world.terminalColumns = name === 'plain' ? undefined : 80;
    const texts: string[] = [];
    for (const [sent, options] of [
      [out, ''],
      [out, '--json'],
      [out.replace('?id=a', '?id=b'), ''],
      [out.replace('?id=a', '?id=b'), '--json'],
      [out.replace('{"a": 1}', '{"a":1}'), '--now 1700090000'],
      [out.replace('?id=a', '?id=a&name=b'), ''],
      ['curl https://api.agora.io/dev/v1/projects', ''],
      ['curl -d @body.json https://api.agora.io/dev/v1/projects -u zoe:sesame', ''],
      ['hello', ''],
    ] as const) {
      world.stdin = sent;
      texts.push(await transcribe(`request explain ${options}`.trim()));
    }
    await expect(texts.join('\n')).toMatchFileSnapshot(golden(`request-explain-${name}`));
  });
});

describe('help', () => {
  it.each(HELP)('of stagedoor %s', async (command) => {
    const name = ['help', ...command.split(' ')].filter((word) => word !== '').join('-');
    await expect(await transcribe(`${command} --help`.trim())).toMatchFileSnapshot(golden(name));
  });
});
