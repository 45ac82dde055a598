/** Addresses of passages. */
import { expect, it } from 'vitest';
import { passageUrl } from './text-fragment.js';

it.each([
  ['/a', 'Two days.', '/a#:~:text=Two%20days.'],
  ['/a#top', 'Two days.', '/a#top:~:text=Two%20days.'],
  ['/a', '- **Bold** and [a link](https://b.example/c), `code`', '/a#:~:text=Bold%20and%20a%20link%2C%20code'],
  ['/a', '| 40 € | chair |\n| 50 € | table |', '/a#:~:text=40%20%E2%82%AC'],
  ['/a', 'chair | 40 €\ntable | 50 €', '/a#:~:text=chair'],
  ['/a', '```js\nlet a = b & c-d;\n```', '/a#:~:text=let%20a%20%3D%20b%20%26%20c%2Dd%3B'],
  [
    '/a',
    'One two three four five six seven eight nine ten eleven twelve thirteen.\n\nMore.',
    '/a#:~:text=One%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen.',
  ],
  ['/a', '---\n\n', '/a'],
  ['/a', 'Half a \ud83d character.', '/a#:~:text=Half%20a%20%EF%BF%BD%20character.'],
  ['/a.pdf#page=3', 'Two days.', '/a.pdf#page=3'],
])('%s, %j', (url, passage, address) => {
  expect(passageUrl(url, passage)).toBe(address);
});
