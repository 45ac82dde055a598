/** How an answer came about: model, length, speed, wait and time. Shown when it is asked for. */
import type { ChatMessage } from '@local-llm-chat/core';
import { html, type TemplateResult } from 'lit';
import type { Texts } from '../texts.js';

/** Draws the details of an answer. */
export function messageDetails(message: ChatMessage, texts: Texts): TemplateResult {
  return html`
    <dl class="message-details" part="message-details">
      ${facts(message, texts).map(([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`)}
    </dl>
  `;
}

/** The same in one sentence for people who listen. */
export function spokenDetails(message: ChatMessage, texts: Texts): string {
  return `${facts(message, texts)
    .map(([label, value]) => `${label}: ${value}`)
    .join('; ')}.`;
}

function facts({ model, usage, createdAt }: ChatMessage, { t, locale }: Texts): (readonly [string, string])[] {
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const seconds = (ms: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(ms / 1000);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(createdAt);
  const speed = usage?.decodeTokensPerSecond ?? 0;
  return [
    ...(model === undefined ? [] : [[t('about.model'), model] as const]),
    ...(usage === undefined
      ? []
      : [
          [t('details.length'), t('about.tokens', { count: usage.completionTokens })] as const,
          ...(speed > 0
            ? [[t('details.speed'), t('details.tokens-per-second', { speed: number(speed) })] as const]
            : []),
          [t('details.wait'), seconds(usage.timeToFirstTokenMs)] as const,
        ]),
    [t('details.time'), time] as const,
  ];
}
