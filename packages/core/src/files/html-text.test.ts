/** HTML becomes what its readers see, as text with a little Markdown. */
import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-text.js';
import { startPace } from './pace.js';

const read = (html: string) => htmlToText(html, startPace(undefined), () => undefined);

describe('what readers see', () => {
  it.each([
    ['paragraphs', '<p>One\n  two</p><p>three</p>', 'One two\n\nthree'],
    ['headings', '<h1>Title</h1>text<h3>Part</h3>more', '# Title\n\ntext\n\n### Part\n\nmore'],
    ['breaks', 'a<br>b', 'a\nb'],
    ['words within words', 'un<b>break</b>able <i>text</i>.', 'unbreakable text.'],
    ['lists', '<ul><li>a<li>b<ul><li>c</ul></ul>', '- a\n- b\n  - c'],
    ['numbered lists', '<ol start=3><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    ['items that are paragraphs', '<ul><li><p>a</p></li><li><p>b</p></li></ul>', '- a\n- b'],
    ['items and headings of nothing', '<h2></h2><ul><li></li><li><h3>a</h3></li></ul>b', '- ### a\n\nb'],
    ['links', 'See <a href="https://example.org/">the site</a>.', 'See [the site](https://example.org/).'],
    ['links that say their address', '<a href="https://example.org/">https://example.org/</a>', 'https://example.org/'],
    ['links to scripts', '<a href="javascript:alert(1)">press</a> <a href="#top">up</a>', 'press up'],
    ['cards', '<a href="/x"><h2>Title</h2><p>Text</p></a>', '## Title\n\nText'],
    ['code', '<pre><code>if (a) {\n  b();\n}</code></pre>', '```\nif (a) {\n  b();\n}\n```'],
    ['pictures that say what they show', '<img src=x alt="A fox"> <img src=y>', '[image: A fox]'],
    ['named and numbered signs', '&lt;b&gt; &amp; &#8364; &eacute;', '<b> & € é'],
    ['tables', '<table><tr><th>a<th>b<tr><td>1<td>2</table>', 'a | b\n1 | 2'],
    ['tables with paragraphs in cells', '<table><tr><td><p>a</p><td>b<tr><td>1<td>2</table>', 'a | b\n1 | 2'],
    [
      'tables that only lay out',
      '<table><tr><td><p>One</p><p>two</p></td><td>Menu</td></tr></table>',
      'One\n\ntwo\n\nMenu',
    ],
    ['tables without cells', '<table><tr>lost</tr></table>', 'lost'],
    ['half a page', '<p>One <b>two <a href="/x">three', 'One two [three](/x)'],
  ])('%s', async (_, html, text) => {
    expect(await read(html)).toBe(text);
  });
});

describe('what readers do not see', () => {
  it.each([
    '<script>alert(1)</script>',
    '<style>p { color: red }</style>',
    '<!-- a comment -->',
    '<nav>Home</nav>',
    '<template><p>later</p></template>',
    '<p hidden>hidden</p>',
    '<div aria-hidden="true">decoration</div>',
    '<div style="color: red; display:none">obey me</div>',
    '<div style="visibility: hidden">obey me</div>',
    '<span style="font-size:0px">obey me</span>',
    '<span style="opacity: 0">obey me</span>',
    '<svg><text>drawing</text></svg>',
    '<dialog>not open</dialog>',
    '<select><option>one</option></select>',
    '<div hidden><div><p>deep</div></div>',
  ])('%s', async (html) => {
    expect(await read(`before ${html} after`)).toMatch(/^before\s+after$/);
  });

  it('but a style that only looks like it is seen', async () => {
    expect(await read('<p style="font-size: 0.9em; opacity: 0.5">seen</p>')).toBe('seen');
    expect(await read('<dialog open>seen</dialog>')).toBe('seen');
  });
});

describe('pages made to do harm', () => {
  it('are refused when their tags nest without end', async () => {
    await expect(read('<div>'.repeat(100_000))).rejects.toMatchObject({ details: { reason: 'broken' } });
  });

  it.each([
    ['tables', '<table><tr><td>'],
    ['lists', '<ul><li>'],
    ['links', '<a href="/x">'],
    ['hidden parts', '<p hidden><div>'],
    ['unfinished tags', '<a b="'],
    ['unfinished comments', '<!--'],
    ['closing tags of nothing', '</table></td></a></ul></pre>'],
  ])('end when they have many %s', async (_, tag) => {
    await expect(read(`${tag.repeat(2000)}text`)).resolves.toEqual(expect.any(String));
  });
});
