/** The pages of the script with what opens on them opened: all that is measured is measured on each. */
import { ScriptPage, type Stories } from './script-page.js';

/** A page, and what is done on it. */
export interface Scene {
  readonly name: string;
  readonly story: string;
  readonly keys: readonly string[];
  /** What is there when it is done, as a selector inside the chat. */
  readonly shows: string;
}

const tab = (times: number): string[] => Array.from({ length: times }, () => 'Tab');

export const SCENES: readonly Scene[] = [
  { name: 'first visit', story: 'start', keys: [], shows: '[part~=start-button]' },
  { name: 'model line', story: 'start', keys: [...tab(2), 'Enter'], shows: '.about[open]' },
  { name: 'download', story: 'start', keys: [...tab(4), 'Enter'], shows: '[part~=pause-button]' },
  { name: 'empty conversation', story: 'ask', keys: [], shows: '[part~=add-button]' },
  { name: 'message', story: 'message', keys: tab(5), shows: '[part~=good-button]' },
  { name: 'menu of a message', story: 'message', keys: [...tab(9), 'Enter'], shows: '[part~=menu-item]' },
  { name: 'edited question', story: 'message', keys: [...tab(11), 'ArrowUp'], shows: '[part~=edit-input]' },
  { name: 'versions', story: 'versions', keys: tab(4), shows: '[part~=next-button]' },
  { name: 'menu of the field', story: 'add', keys: [...tab(4), 'Enter'], shows: '[part~=page-item]' },
  { name: 'file', story: 'add', keys: [...tab(4), 'Enter', 'Enter'], shows: '[part~=meter-button]' },
  {
    name: 'menu of a text',
    story: 'tasks',
    keys: [...tab(4), 'Enter', 'ArrowDown', 'Enter', ...Array(3).fill('Shift+Tab'), 'Enter'],
    shows: '[part~=task-item]',
  },
  {
    name: 'answer from documents',
    story: 'documents',
    // A key that does nothing, until the passages are read.
    keys: [...tab(5), ...'chair', 'Enter', ...Array(20).fill('Home'), 'Shift+Tab', 'Shift+Tab', 'Tab'],
    shows: '[part~=source-card]',
  },
  { name: 'conversations', story: 'list', keys: [...tab(2), 'Enter'], shows: '[part~=threads]' },
  {
    name: 'question before all is erased',
    story: 'list',
    keys: [...tab(2), 'Enter', ...Array(3).fill('Shift+Tab'), 'Enter', 'End', 'Enter'],
    shows: '[part~=keep-button]',
  },
  { name: 'closed launcher', story: 'launcher', keys: [], shows: '[part~=launcher-button]' },
  { name: 'open launcher', story: 'launcher', keys: [...tab(2), 'Enter'], shows: '[part~=add-button]' },
  { name: 'open panel', story: 'panel', keys: [...tab(2), 'Enter'], shows: '[part~=add-button]' },
  { name: 'failed download', story: 'load-fails', keys: [...tab(4), 'Enter'], shows: '[part~=panel-failed]' },
  {
    name: 'failed answer',
    story: 'answer-fails',
    keys: [...tab(5), 'a', 'Enter'],
    shows: '[part~=message-error] button',
  },
  { name: 'search', story: 'search', keys: [...tab(2), 's', 'h', 'a', 'd', 'e'], shows: '#notes span' },
  { name: 'offer of a summary', story: 'summary', keys: [], shows: '#notes span' },
  { name: 'summary', story: 'summary-here', keys: [...tab(2), 'Enter'], shows: '[part~=copy-button]' },
];

/** Opens a scene in a window of its own. */
export async function openScene(stories: Stories, { story, keys, shows }: Scene): Promise<ScriptPage> {
  const script = await ScriptPage.open(stories, story);
  for (const key of keys) {
    await script.act({ key });
    // What a key has begun comes to its end, and code that comes late is here before the next one.
    do await script.goOn(100);
    while (script.isFetching);
  }
  const found = script.page.locator(`:is(local-llm-chat, local-llm-search, local-llm-summary) ${shows}`);
  for (let waited = 0; waited < 5000 && (await found.count()) === 0; waited += 100) await script.goOn(100);
  if ((await found.count()) === 0) throw new Error(`There is no ${shows}.`);
  return script;
}
