/** The answer that is streamed: headings, paragraphs, long nested lists, wide tables, long code, links, tasks and notes. */

const PARAGRAPH = `Some **bold text**, some *emphasis*, a [link](https://example.com/page) and \`code\`, all in one paragraph of an
ordinary answer that goes on for a while, as answers do, with a [reference][docs] and a note[^1] in the middle of it.`;

function list(length) {
  return Array.from(
    { length },
    (_, index) =>
      `- item ${index} with **strong** words and \`code\`\n  - nested item that says more\n    - and [more](https://example.com/${index})`,
  ).join('\n');
}

function table(rows) {
  const head = '| Name | Days | Light | Water | Notes |\n|:---|---:|:---:|---|---|';
  const body = Array.from(
    { length: rows },
    (_, index) =>
      `| Plant ${index} | ${index} | half shade | **much** | see [the guide](https://example.com/${index}) |`,
  );
  return [head, ...body].join('\n');
}

function code(lines) {
  const body = Array.from(
    { length: lines },
    (_, index) => `  const value${index} = compute(${index}, "text"); // a comment`,
  );
  return ['```js', 'function example() {', ...body, '}', '```'].join('\n');
}

function section(index) {
  const tasks = '- [x] a task that is done\n- [ ] one that is not\n- [ ] and another one';
  const steps = '1. First do this.\n2. Then do that:\n\n   ```sh\n   npm install something\n   ```\n\n3. Be glad.';
  return [
    `## Part ${index}`,
    PARAGRAPH,
    tasks,
    steps,
    PARAGRAPH,
    list(30),
    '> A quote of some words\n> over two lines.',
    table(40),
    code(120),
  ].join('\n\n');
}

/** A text of so many words, which the scripted engine takes for tokens. */
export function textOf(tokens) {
  let text = '';
  for (let index = 1; (text.match(/\S+/g)?.length ?? 0) < tokens; index += 1) text += `${section(index)}\n\n`;
  const cut = text.match(new RegExp(`(?:\\S+\\s*){${tokens}}`))[0];
  return `${cut}\n\n[docs]: https://example.com/docs\n\n[^1]: What the note says.\n`;
}
