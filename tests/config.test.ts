import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OperatorError } from '../src/chat/outcome.ts';
import { parseConfig, processShape, readConfig } from '../src/config.ts';
import { sections as known } from '../src/platforms/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'haven-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'config.yml');
const sections = {
  pigeon: z.object({
    token: z.string().min(8).meta({ secret: true }).describe('The token of the pigeon.'),
    loft: z.string().default('north').describe('The loft.'),
  }),
};
const read = (text: string, env: Record<string, string> = {}) => parseConfig(file, text, { sections, env });

function refusal(text: string, env: Record<string, string> = {}): string {
  try {
    read(text, env);
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError);
    return (error as Error).message;
  }
  return 'nothing was refused';
}

describe('the config file', () => {
  it('may be empty: every key has a default, read from its own folder', () => {
    for (const text of ['', '# only a remark\n', 'log:\nweb:\n']) {
      expect(read(text)).toMatchObject({
        data: join(folder, 'data'),
        database: join(folder, 'data', 'haven.db'),
        keys_database: join(folder, 'data', 'keys.db'),
        key_file: join(folder, 'haven.keys'),
        languages: ['en', 'es'],
        log: { level: 'info' },
        web: { port: 0 },
        dialect: 'sqlite',
        sections: { pigeon: undefined },
        findings: [],
      });
    }
  });

  it('names an unknown key, its line and the nearest known one', () => {
    expect(refusal('data: x\nlangauges: [en]\n')).toContain(
      'line 2: unknown key `langauges`; did you mean `languages`?',
    );
    expect(refusal('log:\n  levle: info\n')).toContain('line 2: unknown key `log.levle`; did you mean `level`?');
    expect(refusal('pigeon:\n  token: "12345678"\n  tokne_file: x\n')).toContain(
      'line 3: unknown key `pigeon.tokne_file`; did you mean `token_file`?',
    );
    expect(refusal('quokka: 1\n')).toMatch(/unknown key `quokka`; known are: data, database,/u);
  });

  it('says what was expected of a value of the wrong type, in which line, and what the key is for', () => {
    expect(refusal('web:\n  port: high\n')).toMatch(
      /line 2: `web\.port`: expected number\. \(The port of the web server/u,
    );
    expect(refusal('languages: en\n')).toMatch(/line 1: `languages`: expected array/u);
    expect(refusal('\n\nlog: { level: loud }\n')).toMatch(/line 3: `log\.level`: expected one of "info"/u);
    expect(refusal('pigeon: {}\n')).toMatch(/line 1: `pigeon\.token`: is missing\. \(The token of the pigeon/u);
    expect(refusal('pigeon: yes please\n')).toMatch(/line 1: `pigeon`: expected object/u);
  });

  it('names every mistake at once', () => {
    expect(refusal('a_key: 1\nweb: { port: x }\n').split('\n')).toHaveLength(3);
  });

  it.each([
    ['a: 1\n\tb: 2\n', /line 2: is indented by a tab/u],
    ['data: x\ndata: y\n', /line 2: this key stands in the file twice/u],
    ['data: "x\n', /a quote or a bracket is not closed/u],
    ['- a list\n', /must consist of keys and values/u],
  ])('says where it is no YAML: %j', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it('takes a secret from the file, from a file of its own, or from the environment, which comes first', () => {
    writeFileSync(join(folder, 'token'), '  from-a-file\n');
    expect(read('pigeon: { token: in-the-config }').sections.pigeon?.token).toBe('in-the-config');
    expect(read('pigeon: { token_file: token }').sections.pigeon?.token).toBe('from-a-file');
    expect(
      read('pigeon: { token: in-the-config }', { HAVEN_PIGEON_TOKEN: 'from-outside' }).sections.pigeon?.token,
    ).toBe('from-outside');
    expect(read('', { HAVEN_PIGEON_TOKEN: 'from-outside' }).sections.pigeon).toEqual({
      token: 'from-outside',
      loft: 'north',
    });
  });

  it('refuses a secret that is given twice, or whose file is missing', () => {
    expect(refusal('pigeon: { token: "12345678", token_file: token }')).toMatch(
      /`pigeon\.token_file` and `token` are both given/u,
    );
    expect(refusal('pigeon:\n  token_file: nowhere\n')).toMatch(
      /line 2: `pigeon\.token_file`: the file nowhere does not exist/u,
    );
  });

  it('never repeats a secret in what it says', () => {
    const canary = 'canary1';
    const texts = [
      `pigeon: { token: ${canary} }`,
      `pigeon: { token: [${canary}] }`,
      `pigeon: { token: "${canary} }`,
      `pigeon:\n  token: ${canary}\n token: ${canary}`,
      `database: postgres://haven:${canary}@127.0.0.1/x`,
      `database: postgres://${canary}@h/x\nkeys_database: postgres://${canary}@h/x`,
      `pigeon:\n  token: &a ${canary}\n  loft: *${canary}`,
    ];
    for (const text of texts) {
      const message = refusal(text, { HAVEN_PIGEON_UNUSED: canary });
      expect(message).not.toContain(canary);
      expect(message).not.toBe('nothing was refused');
    }
  });

  it('wants two databases of one kind, so that their backups can be kept apart', () => {
    expect(refusal('database: postgres://a/b')).toMatch(/must be of one kind/u);
    expect(refusal('database: postgres://a/b\nkeys_database: postgres://a/b')).toMatch(/must be two databases/u);
    expect(read('database: postgres://a/b\nkeys_database: postgres://a/c').dialect).toBe('postgres');
  });

  it('warns when the key file lies beside what it locks', () => {
    expect(read('key_file: data/haven.keys').findings).toEqual([
      { level: 'warning', text: expect.stringContaining('lies in the data folder') },
    ]);
  });

  it('says so when it does not exist', () => {
    expect(() => readConfig(join(folder, 'nowhere.yml'), { sections, env: {} })).toThrow(
      /nowhere\.yml does not exist/u,
    );
  });
});

describe('the section of Matrix', () => {
  const account = 'homeserver: https://matrix.example.org, user: "@haven:example.org"';
  const given = (text: string, env: Record<string, string> = {}) => parseConfig(file, text, { sections: known, env });
  const wrong = (text: string, env: Record<string, string> = {}): string => {
    try {
      given(text, env);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing was refused';
  };

  it('takes a password or an access token, and reads its folder from the folder of the file', () => {
    for (const secret of ['password', 'access_token']) {
      expect(given(`matrix: { ${account}, ${secret}: canary1 }`).sections['matrix']).toEqual({
        homeserver: 'https://matrix.example.org',
        user: '@haven:example.org',
        [secret]: 'canary1',
        store: join(folder, 'data', 'matrix'),
        cases_without_encryption: false,
      });
    }
  });

  it('wants one of them, and never repeats it', () => {
    const one = /line 1: `matrix`: expected either a password or an access_token, and not both\./u;
    expect(wrong(`matrix: { ${account} }`)).toMatch(one);
    const both = wrong(`matrix: { ${account}, password: canary1 }`, { HAVEN_MATRIX_ACCESS_TOKEN: 'canary2' });
    expect(both).toMatch(one);
    expect(both).not.toMatch(/canary/u);
  });

  it.each([
    ['homeserver: example.org, user: "@haven:example.org", password: x', /`matrix\.homeserver`: .*URL/u],
    ['homeserver: "file:///etc/passwd", user: "@haven:example.org", password: x', /`matrix\.homeserver`: .*URL/u],
    [
      'homeserver: "https://example.org", user: haven, password: x',
      /`matrix\.user`: expected a whole user id such as/u,
    ],
    ['homeserver: "https://example.org", user: "@:", password: x', /`matrix\.user`: expected a whole user id/u],
    [`${account}, password: ""`, /`matrix\.password`: /u],
    [`${account}, password: 1234`, /`matrix\.password`: expected string/u],
    [`${account}, password: x, store: ""`, /`matrix\.store`: /u],
    [
      `${account}, password: x, cases_without_encryption: "yes"`,
      /`matrix\.cases_without_encryption`: expected boolean/u,
    ],
    [`${account}, password: x, acess_token: y`, /unknown key `matrix\.acess_token`; did you mean `access_token`\?/u],
  ])('says what is wrong in { %s }', (section, message) => {
    expect(wrong(`matrix: { ${section} }`)).toMatch(message);
  });
});

describe('config.example.yml', () => {
  const root = join(import.meta.dirname, '..');
  const example = readFileSync(join(root, 'config.example.yml'), 'utf8');

  it('is what the schema gives', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/example-config.ts'), '--check'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('can be read as it stands, and every key in it is known', () => {
    const given = { sections: known, env: {} };
    expect(parseConfig(file, example, given).data).toBe(join(folder, 'data'));
    const uncommented = example.replaceAll(/^#( *\w+:)/gmu, '$1');
    let message = '';
    try {
      parseConfig(file, uncommented, given);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).not.toMatch(/unknown key|YAML|indented/u);
  });

  it('has a sentence for every key', () => {
    const silent = (shape: z.ZodObject): string[] =>
      Object.entries(shape.shape).flatMap(([key, each]) => {
        const inner = each instanceof z.ZodPrefault ? each.unwrap() : each;
        if (inner instanceof z.ZodObject) return silent(inner);
        return (z.globalRegistry.get(each)?.description ??
          z.globalRegistry.get((each as { unwrap?(): z.ZodType }).unwrap?.() ?? each)?.description)
          ? []
          : [key];
      });
    expect([processShape, ...Object.values(known)].flatMap(silent)).toEqual([]);
  });
});
