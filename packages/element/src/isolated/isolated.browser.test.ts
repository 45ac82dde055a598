/** The page's side of an isolated chat, with a scripted frame at the other end: an honest one, and others. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LLMErrorEvent, LLMMessageEvent, StatusChangeEvent } from '../events.js';
import '../isolated.js';
import type { LocalLLMChatIsolated } from '../isolated.js';

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
});

/** What a frame says first, if it is an honest one. */
const OPEN = "tell('open'); tell('ready');";

/** A frame of this script, which has `tell(name, data)` and hears what the page says in `hear(message)`. */
function frameOf(script: string): string {
  const page = `<script>
    let port;
    const say = (message) => port.postMessage(typeof message === 'string' ? message : JSON.stringify(message));
    const tell = (name, data = null) => say({ type: 'tell', name, data });
    let hear = () => {};
    onmessage = (event) => {
      port = event.ports[0];
      port.onmessage = ({ data }) => hear(JSON.parse(typeof data === 'string' ? data : data[0]));
      ${script}
    };
  </script>`;
  return `data:text/html,${encodeURIComponent(page)}`;
}

/** Says back as a message of the visitor what the page has told under a name. */
const echo = (name: string) =>
  `hear = (message) => { if (message.name === '${name}') tell('message', { id: 'a', role: 'user', createdAt: 1, status: 'complete', text: JSON.stringify(message.data) }); };`;

function place(script: string, settings: Partial<LocalLLMChatIsolated> = {}): LocalLLMChatIsolated {
  const chat = document.createElement('local-llm-chat-isolated');
  Object.assign(chat, settings, { frameUrl: frameOf(script) });
  document.body.append(chat);
  return chat;
}

const heard = <E extends Event>(chat: EventTarget, type: string) =>
  new Promise<E>((resolve) => chat.addEventListener(type, (event) => resolve(event as E), { once: true }));
const textOf = ({ message: { parts } }: LLMMessageEvent) => (parts[0]?.type === 'text' ? parts[0].text : '');
const find = (chat: LocalLLMChatIsolated, selector: string) => chat.shadowRoot?.querySelector<HTMLElement>(selector);

describe('the frame', () => {
  it('has scripts and nothing else', async () => {
    const chat = place(OPEN, { heading: 'Ask us' });
    await chat.updateComplete;
    const frame = find(chat, 'iframe') as HTMLIFrameElement;
    expect([...frame.sandbox]).toEqual(['allow-scripts']);
    expect(frame.allow).toBe('clipboard-write; cross-origin-isolated');
    expect(frame.title).toBe('Ask us');
    expect(frame.contentDocument).toBeNull();
  });

  it('is waited for, and shown when it is there', async () => {
    const chat = place(`tell('open'); hear = () => tell('ready');`);
    await chat.updateComplete;
    expect(find(chat, '[part~="panel"]')?.textContent).toContain('The assistant is opening');
    await vi.waitFor(() => expect(find(chat, '[part~="panel"]')).toBeNull());
  });

  it('is told of the settings, and again when they change', async () => {
    const chat = place(`${echo('settings')}${OPEN}`, { system: 'Be brief.', suggestions: ['One'] });
    const first = JSON.parse(textOf(await heard(chat, 'llm-message')));
    expect(first).toMatchObject({ system: 'Be brief.', suggestions: ['One'], autoload: false });
    chat.heading = 'Another';
    expect(JSON.parse(textOf(await heard(chat, 'llm-message')))).toMatchObject({ heading: 'Another' });
  });

  it('follows the look of the page', async () => {
    const chat = document.createElement('local-llm-chat-isolated');
    const around = document.createElement('div');
    around.lang = 'de';
    around.style.setProperty('--llm-accent', 'rgb(1 2 3)');
    around.append(chat);
    chat.frameUrl = frameOf(`${echo('look')}${OPEN}`);
    document.body.append(around);
    const first = JSON.parse(textOf(await heard(chat, 'llm-message')));
    expect(first).toMatchObject({ lang: 'de', dir: 'ltr', look: { '--llm-accent': 'rgb(1 2 3)' } });
    const second = heard<LLMMessageEvent>(chat, 'llm-message');
    document.documentElement.style.colorScheme = 'dark';
    expect(JSON.parse(textOf(await second))).toMatchObject({ look: { 'color-scheme': 'dark' } });
  });

  it('does what the page says, and says what came of it', async () => {
    const chat = place(
      `hear = ({ type, name, id, data }) => {
        if (type !== 'ask') return;
        if (name === 'send' && data.text === '') say({ type: 'refusal', id, error: { code: 'invalid-request', message: 'Empty.', hint: 'Write.' } });
        else { tell('conversation', [{ id: 'a', role: 'user', createdAt: 1, status: 'complete', text: data.text }]); say({ type: 'answer', id }); }
      }; ${OPEN}`,
    );
    await chat.send('Hello');
    expect(chat.messages).toMatchObject([{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]);
    await expect(chat.send('')).rejects.toMatchObject({ code: 'invalid-request', hint: 'Write.' });
  });

  it('tells its state', async () => {
    const chat = place(
      `${OPEN} tell('state', { type: 'llm-statuschange', state: { status: 'ready', model: 'never offered' } });`,
    );
    const { status, state } = await heard<StatusChangeEvent>(chat, 'llm-statuschange');
    expect([status, chat.status, state.choice]).toEqual(['ready', 'ready', null]);
  });

  it('goes with the element, and comes back with it', async () => {
    const chat = place(OPEN);
    await chat.updateComplete;
    const first = find(chat, 'iframe');
    const waiting = chat.load();
    chat.remove();
    expect(first?.isConnected).toBe(false);
    await expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/aborted|worker-failed/) });
    document.body.append(chat);
    await chat.updateComplete;
    expect(find(chat, 'iframe')).not.toBe(first);
    await vi.waitFor(() => expect(find(chat, '[part~="panel"]')).toBeNull());
  });

  it('keeps nothing on the device, and says so to whoever wants that', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const chat = place(OPEN);
    chat.setAttribute('history', 'device');
    await chat.updateComplete;
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('in memory alone'));
  });
});

describe('a frame that is none of ours', () => {
  const enemies: Record<string, string> = {
    'says something strange': `${OPEN} say('{"type":"tell","name":"__proto__"}');`,
    'names a model that nobody offered': `${OPEN} say({ type: 'ask', id: 1, name: 'bring', data: { id: '/evil.gguf', suspect: false } });`,
    'sends a file': `${OPEN} port.postMessage(['{}', new Blob()]);`,
    'tells of a status that there is not': `${OPEN} tell('state', { type: 'llm-statuschange', state: { status: '<img>' } });`,
    'goes somewhere else': `${OPEN} location.href = 'data:text/html,else';`,
  };
  for (const [what, script] of Object.entries(enemies)) {
    it(`${what}, and is closed`, async () => {
      const chat = place(script);
      const { error } = await heard<LLMErrorEvent>(chat, 'llm-error');
      expect(error).toMatchObject({ code: 'worker-failed', hint: expect.stringContaining("frame-src 'self'") });
      await chat.updateComplete;
      expect(find(chat, 'iframe')).toBeNull();
      expect(find(chat, '[role=alert] h2')?.textContent).toBe('The assistant could not be opened.');
      await expect(chat.load()).rejects.toBe(error);
      // "Try again" begins anew.
      chat.frameUrl = frameOf(OPEN);
      find(chat, '[part~="retry-button"]')?.click();
      await vi.waitFor(() => expect(find(chat, '[part~="panel"]')).toBeNull());
    });
  }

  it('is missing, which is said at once', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(null, { status: 404 }));
    const chat = place('');
    expect((await heard<LLMErrorEvent>(chat, 'llm-error')).error.message).toContain('There is no data:text/html');
  });
});

describe('a link in the frame', () => {
  const press = (isActive: boolean) =>
    vi.spyOn(navigator, 'userActivation', 'get').mockReturnValue({ isActive, hasBeenActive: true } as UserActivation);
  const linking = (url: string) =>
    `${OPEN} tell('link', { url: '${url}' }); tell('message', { id: 'a', role: 'user', createdAt: 1, status: 'complete', text: 'done' });`;

  it('is shown whole, and opened by the visitor alone', async () => {
    press(true);
    const chat = place(linking('https://example.com/a?b=<c>'));
    await vi.waitFor(() => expect(find(chat, 'dialog')).toHaveProperty('open', true));
    expect(find(chat, 'dialog h2')?.textContent).toBe('Open example.com?');
    expect(find(chat, '.address')?.textContent).toBe('https://example.com/a?b=%3Cc%3E');
    const link = find(chat, '[part~="link-button"]') as HTMLAnchorElement;
    expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
    find(chat, 'dialog [part~="cancel-button"]')?.click();
    await vi.waitFor(() => expect(find(chat, 'dialog')).toBeNull());
  });

  for (const [what, url, isActive] of [
    ['that nobody has pressed', 'https://example.com/', false],
    ['that is a script', 'javascript:alert(1)', true],
    ['that could carry a conversation', `https://example.com/${'x'.repeat(3000)}`, true],
  ] as const) {
    it(`${what} is not asked about`, async () => {
      press(isActive);
      const chat = place(linking(url));
      await heard(chat, 'llm-message');
      await chat.updateComplete;
      expect(find(chat, 'dialog')).toBeNull();
    });
  }
});
