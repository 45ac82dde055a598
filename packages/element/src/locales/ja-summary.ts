/** The texts of `<local-llm-summary>`, in Japanese. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const jaSummary = messages<Translation>({
  'summary.button': 'この記事を要約',
  'summary.once': '一度だけ{size}をダウンロードします。その後はオフラインで使えます。',
  'summary.once-unknown': '一度だけモデルをダウンロードします。その後はオフラインで使えます。',
  'summary.promise': '記事はこの端末の中で読まれ、どこにも送信されません。',
  'summary.wait': '少しお待ちください…',
  'summary.unreachable': '読み込めませんでした。接続を確かめてもう一度押すか、ページを再読み込みしてください。',
  'summary.agree': '最初にモデルのダウンロードが必要です。よろしければ、もう一度押してください。',
  'summary.offline': 'オフラインです。最初に一度モデルをダウンロードする必要があります。',
  'summary.no-article': 'ここには要約できる記事がありません。',

  'summary.queued': 'このページの別の要約を待っています',
  'summary.reading': '記事を読んでいます',
  'summary.part': '{parts, number}個のうち{part, number}個目を読んでいます',
  'summary.parts': '記事を{parts, plural, other {#個}}に分けて読みます。',
  'summary.writing': '要約を書いています',
  'summary.progress': '読んだ量',
  'summary.stop': '停止',
  'summary.stopped': '要約を停止しました。',
  'summary.cut': '停止しました。これは要約の一部です。',

  'summary.title': '要約',
  'summary.done': '要約ができました。',
  'summary.copy': 'コピー',
  'summary.copied': 'コピーしました',
  'summary.again': 'もう一度要約',
  'summary.note': 'この端末の言語モデルが書きました。誤りを含むことがあります。',
  'summary.changed': 'この要約の後に記事が変わりました。',
  'summary.failed': '要約を作れませんでした。',
});
