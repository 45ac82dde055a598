/** Somebody else's server, at its barest: takes connections and packets, and remembers who came. */
import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer } from 'node:net';

/** Two open ears. */
export interface Listeners {
  /** As `127.0.0.1:1234`. */
  readonly tcp: string;
  readonly udp: string;
  /** Connections, whether or not anything was said on them. */
  connections: number;
  packets: number;
  /** The first lines of all requests. */
  readonly asked: string[];
  /** Resolves when something with these words was asked for. */
  heard(words: string): Promise<void>;
  close(): Promise<void>;
}

/** Begins to listen, on any free port of this machine. */
export async function listen(): Promise<Listeners> {
  const waiting = new Set<{ words: string; resolve: () => void }>();
  const asked: string[] = [];
  const tcp = createServer((socket) => {
    listeners.connections += 1;
    // Whoever came may leave at any time.
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      const [line = ''] = data.toString('latin1').split('\r\n');
      asked.push(line);
      for (const one of waiting) if (line.includes(one.words)) one.resolve();
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\nAccess-Control-Allow-Origin: *\r\n\r\n');
    });
  });
  const udp = createSocket('udp4').on('message', () => {
    listeners.packets += 1;
  });
  // Without a host it listens to both families of addresses.
  await new Promise<void>((resolve) => tcp.listen(0, resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const listeners: Listeners = {
    tcp: `127.0.0.1:${(tcp.address() as AddressInfo).port}`,
    udp: `127.0.0.1:${udp.address().port}`,
    connections: 0,
    packets: 0,
    asked,
    heard: (words) =>
      new Promise((resolve) => {
        waiting.add({ words, resolve });
        if (asked.some((line) => line.includes(words))) resolve();
      }),
    close: async () => {
      udp.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
  return listeners;
}
