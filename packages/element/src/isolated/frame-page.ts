/** The page inside the frame: one chat, and a port to the page around it. Its policy lets it reach nothing else. */
import { Link } from '@local-llm-chat/core/isolate';
import { FramedChat } from './framed-chat.js';
import { HELLO } from './hello.js';

const begin = (event: MessageEvent<unknown>): void => {
  const [port] = event.ports;
  // Nobody but the page around this one, and once.
  if (event.source !== parent || event.data !== HELLO || port === undefined) return;
  removeEventListener('message', begin);
  const framed = new FramedChat();
  const handlers = framed.handlers;
  // The page is trusted with all there is here; what it says is read all the same, so that a mistake is seen where it is.
  framed.open(new Link(port, { handlers, takesBlobs: true, onStrange: (why) => reportError(new Error(why)) }));
};

addEventListener('message', begin);
