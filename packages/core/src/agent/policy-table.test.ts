/** The table of `docs/policy.md`, written out cell by cell, beside what the code decides. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contextOf, manifestOf, STRANGE_LABEL, USER_LABEL } from './policy.case.js';
import { decide, type PolicyContext } from './policy.js';
import type { Permission } from './tool-manifest.js';
import { EFFECTS } from './tool-manifest.js';

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url));
const policy = await readFile(`${docs}policy.md`, 'utf8');

const TAINTED = ['no', 'yes'] as const;
const ADDRESSES = ['host', 'user', 'model'] as const;
const PERMISSIONS: readonly Permission[] = ['allow', 'ask-when-tainted', 'ask'];
const ASKED = ['no', 'yes'] as const;

/** The rows of the table below a heading, as written. */
function rowsBelow(heading: string): string[][] {
  const section = policy.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

function fits(written: string, value: string): boolean {
  if (written === 'any') return true;
  if (written.startsWith('all but ')) return written.slice('all but '.length) !== value;
  return written.split(', ').includes(value);
}

interface Cell {
  readonly effect: (typeof EFFECTS)[number];
  readonly tainted: 'no' | 'yes';
  readonly address: 'host' | 'user' | 'model';
  readonly permission: Permission;
  readonly asked: 'no' | 'yes';
}

const cells: readonly Cell[] = EFFECTS.flatMap((effect) =>
  TAINTED.flatMap((tainted) =>
    ADDRESSES.flatMap((address) =>
      PERMISSIONS.flatMap((permission) => ASKED.map((asked) => ({ effect, tainted, address, permission, asked }))),
    ),
  ),
);

const table = rowsBelow('The table');

/** What is written. */
function writtenVerdict(cell: Cell): string {
  const row = table.find(
    ([, effect = '', tainted = '', address = '', permission = '', asked = '']) =>
      fits(effect, cell.effect) &&
      fits(tainted, cell.tainted) &&
      fits(address, cell.address) &&
      fits(permission, cell.permission) &&
      fits(asked, cell.asked),
  );
  return `${row?.[6]}\t${row?.[0]}`;
}

/** What is decided about a real call. */
function decided({ effect, tainted, address, permission, asked }: Cell, change: Partial<PolicyContext> = {}): string {
  const tool = manifestOf({ effect, permission, origins: ['https://site.example'] });
  const { verdict, rule } = decide(
    { tool: 'tool', arguments: { to: 'here' } },
    contextOf(tool, {
      userTexts: address === 'user' ? ['Put it here, please.'] : ['Put it there, please.'],
      hostValues: address === 'host' ? ['here'] : [],
      window: tainted === 'yes' ? STRANGE_LABEL : USER_LABEL,
      isInteractive: asked === 'yes',
      ...change,
    }),
  );
  return `${verdict}\t${rule}`;
}

describe('the table of the policy', () => {
  it('has 252 cells, each decided as written', () => {
    expect(table).toHaveLength(10);
    expect(cells).toHaveLength(252);
    const differing = cells.filter((cell) => decided(cell) !== writtenVerdict(cell));
    expect(differing.map((cell) => ({ ...cell, written: writtenVerdict(cell), decided: decided(cell) }))).toEqual([]);
  });

  it('is kept written out', async () => {
    const lines = cells.map((cell) => [...Object.values(cell), writtenVerdict(cell)].join('\t'));
    const head = ['effect', 'tainted', 'address', 'permission', 'asked', 'verdict', 'rule'].join('\t');
    await expect(`${[head, ...lines].join('\n')}\n`).toMatchFileSnapshot(`${docs}policy-cells.tsv`);
  });

  it('allows no act that anything untrusted has to do with, in any cell', () => {
    const wrong = cells.filter(
      (cell) =>
        cell.tainted === 'yes' &&
        ['write-local', 'write-net', 'destructive', 'exec'].includes(cell.effect) &&
        decided(cell).startsWith('allow'),
    );
    expect(wrong).toEqual([]);
  });

  it('remembers an answer only where nothing untrusted has to do with the call', () => {
    const grant: Partial<PolicyContext> = { grantOf: () => 'conversation' };
    const refusal: Partial<PolicyContext> = { grantOf: () => 'never' };
    const changed = cells.filter((cell) => decided(cell, grant) !== decided(cell));
    expect(changed.length).toBeGreaterThan(0);
    for (const cell of changed) {
      expect(cell).toMatchObject({ tainted: 'no', permission: 'ask' });
      expect(cell.effect).not.toBe('destructive');
      expect(decided(cell, grant)).toBe('allow\tgranted-before');
    }
    expect(cells.filter((cell) => !decided(cell, refusal).startsWith('deny'))).toEqual([]);
  });
});

describe('three at once', () => {
  it('are told from any two, whichever comes last', () => {
    const [asking, denying] = rowsBelow('Three at once');
    expect(asking).toEqual(['yes', 'yes', 'yes', 'yes', 'ask']);
    expect(denying).toEqual(['yes', 'yes', 'yes', 'no', 'deny']);
    let locked = 0;
    for (const privateRead of [false, true]) {
      for (const untrustedRead of [false, true]) {
        for (const egress of [false, true]) {
          for (const isInteractive of [false, true]) {
            for (const effect of EFFECTS) {
              const cell = { effect, tainted: 'no', address: 'user', permission: 'allow', asked: 'yes' } as const;
              const context = { legs: { privateRead, untrustedRead, egress }, isInteractive };
              const sends = egress || effect === 'write-net' || effect === 'destructive' || effect === 'exec';
              const isLocked = privateRead && untrustedRead && sends && effect !== 'pure';
              if (isLocked) {
                locked += 1;
                expect(decided(cell, context)).toBe(`${isInteractive ? 'ask' : 'deny'}\ttrifecta`);
              } else {
                expect(decided(cell, context)).not.toContain('trifecta');
              }
            }
          }
        }
      }
    }
    expect(locked).toBe(18);
  });
});
