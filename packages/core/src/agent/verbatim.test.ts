/** Only what the user has said word for word is theirs. */
import { describe, expect, it } from 'vitest';
import { isVerbatim } from './verbatim.js';

describe('an address in the user’s message', () => {
  it.each([
    ['bob@site.example', 'Send it to bob@site.example.'],
    ['bob@site.example', 'bob@site.example, please'],
    ['bob@site.example', 'Send it to "bob@site.example"!'],
    ['bob@site.example', 'Bitte an „bob@site.example“ schicken'],
    ['bob@site.example', '请发送到：bob@site.example。'],
    ['城市', '在「城市」里填写上海。'],
    ['Anna Meyer', 'Write to Anna Meyer, and be kind.'],
    ['https://site.example/', 'Open https://site.example'],
    ['https://site.example/a?b=c', 'See https://site.example/a?b=c.'],
    ['https://site.example/', 'What is on site.example?'],
    [20, 'Transfer 20 euros'],
    [20, 'Transfer €20.'],
    [1234.5, 'Pay 1,234.50 now'],
    [1234.5, 'Zahle 1.234,50 Euro'],
  ])('is found: %s in "%s"', (value, text) => {
    expect(isVerbatim(value, text)).toBe(true);
  });

  it.each([
    ['bob@site.example', 'Send it to bob@site.example.evil.example'],
    ['bob@site.example', 'Send it to notbob@site.example'],
    ['site.example', 'Send it to bob@site.example'],
    ['https://site.example/a', 'See https://site.example/abc'],
    ['https://site.example/?q=secret', 'See https://site.example/'],
    ['https://site.example@evil.example/', 'See https://site.example'],
    ['https://SITE.example.evil/', 'See https://site.example'],
    ['http://site.example/', 'See https://site.example/'],
    ['bоb@site.example', 'Send it to bob@site.example'],
    ['bob@site.example\u200b', 'Send it to bob@site.example'],
    ['Anna', 'Write to Annabel'],
    ['', 'anything'],
    [' ', 'anything at all'],
    [2, 'Transfer 20 euros'],
    [200, 'Transfer 20 euros'],
    [5, 'Version v5.5.1'],
  ])('is not found: %s in "%s"', (value, text) => {
    expect(isVerbatim(value, text)).toBe(false);
  });
});
