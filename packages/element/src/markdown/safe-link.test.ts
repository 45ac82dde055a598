import { describe, expect, it } from 'vitest';
import { isMisleading, linkTarget, safeLink, withoutInvisible } from './safe-link.js';

describe('safeLink', () => {
  it('takes absolute web and mail addresses alone', () => {
    expect(safeLink('https://example.org/a')?.href).toBe('https://example.org/a');
    expect(safeLink('HTTP://Example.org')?.href).toBe('http://example.org/');
    expect(safeLink('mailto:a@example.org')?.href).toBe('mailto:a@example.org');
    for (const address of [
      'javascript:1',
      ' java\nscript:1',
      'data:,',
      'a',
      '',
      'https://',
      'https://u:p@example.org',
    ]) {
      expect(safeLink(address), address).toBeNull();
    }
  });

  it('shows a host in letters that look like others as what it is', () => {
    expect(safeLink('https://аpple.com/')?.host).toBe('xn--pple-43d.com');
  });
});

describe('isMisleading', () => {
  const evil = new URL('https://evil.example/');

  it('sees another host in a label', () => {
    for (const label of [
      'good.example',
      'https://good.example/a',
      'see good.example now',
      'evil.example or good.example',
    ]) {
      expect(isMisleading(label, evil), label).toBe(true);
    }
  });

  it('lets honest labels and plain words be', () => {
    for (const label of [
      'evil.example',
      'https://evil.example/x',
      'www.evil.example',
      'our shop',
      '3.5 times',
      'e.g. this',
    ]) {
      expect(isMisleading(label, evil), label).toBe(false);
    }
    expect(isMisleading('a@example.org', new URL('mailto:a@example.org'))).toBe(false);
  });
});

it('withoutInvisible keeps white space and letters', () => {
  expect(withoutInvisible('a\u200Bb\u202Ec\u{E0041}\uFEFF\u0007 d\n')).toBe('abc d\n');
});

it('linkTarget names the host, or whom a mail is for', () => {
  expect(linkTarget(new URL('https://example.org:8080/a'))).toBe('example.org:8080');
  expect(linkTarget(new URL('mailto:a%40example.org'))).toBe('a@example.org');
});
