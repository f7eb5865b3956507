import { expect, it } from 'vitest';
import { verdict } from '../audit/verdict.ts';

const report = (total: number, names: string[] = []) =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(names.map((name) => [name, {}])),
    metadata: { vulnerabilities: { total }, dependencies: { total: 400 } },
  });

it('a clean audit says how many packages it checked', () => {
  expect(verdict({ status: 0, stdout: report(0), error: '' })).toEqual({
    code: 0,
    sentence: 'No known vulnerabilities in the 400 packages of the lock file.',
  });
});

it('an audit that finds a vulnerability fails, and names it', () => {
  const { code, sentence } = verdict({ status: 1, stdout: report(2, ['left', 'right']), error: '' });
  expect(code).toBe(1);
  expect(sentence).toMatch(/^2 known vulnerabilities, in left, right\./);
});

it('an audit without an answer never counts as clean', () => {
  const refused = JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '', detail: '' } });
  for (const stdout of [refused, '', 'null', '{}', '{"metadata":{}}', '<html>', report(0).slice(0, 40)]) {
    for (const status of [0, 1, null]) {
      const { code, sentence } = verdict({ status, stdout, error: 'no route' });
      expect(code, stdout).toBe(3);
      expect(sentence).toMatch(/^Not checked: the registry did not answer/);
    }
  }
});
