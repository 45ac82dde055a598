/** The texts of `<local-llm-search>`, in Japanese. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const jaSearch = messages<Translation>({
  'search.label': '検索',
  'search.clear': '検索を消去',
  'search.loading': '検索対象を読み込んでいます…',
  'search.unreachable': '検索を読み込めませんでした。接続を確認してもう一度試すか、ページを再読み込みしてください。',
  'search.retry': 'もう一度試す',

  'search.results': '検索結果',
  'search.count': '{count, plural, other {# 件の結果}}',
  'search.nothing': '「{query}」は見つかりませんでした。',
  'search.nothing-hint': 'つづりを確認するか、別の言葉や少ない言葉で試してください。',
  'search.failed': '検索対象を読み込めませんでした。',
  'search.failed-offline': '接続がなく、まだ読み込まれたことがありません。',
  'search.failed-network': '接続を確認してください。',
  'search.failed-site': 'このままの場合は、このページの管理者にお知らせください。',

  'search.answer': 'これに回答する',
  'search.once': '一度だけ{size}をダウンロードします。その後はオフラインで使えます。',
  'search.once-unknown': '一度だけモデルをダウンロードします。その後はオフラインで使えます。',
  'search.promise': '質問への回答はこの端末で行われ、どこにも送信されません。',
  'search.agree': '最初にモデルのダウンロードが必要です。よろしければ、もう一度押してください。',
  'search.answer-offline': 'オフラインです。最初に一度モデルをダウンロードする必要があります。',
  'search.queued': 'このページの他の処理を待っています',
  'search.stop': '停止',
  'search.answer-title': '回答',
  'search.nearest': '下の結果が最も近いものです。',
  'search.note': 'この端末の言語モデルが書きました。誤りを含むことがあります。',
  'search.answer-failed': '回答を作成できませんでした。',

  'search.files': 'あなたのファイル',
  'search.add': 'ファイルを追加',
  'search.files-note': 'あなたのファイルも検索されます。この端末の外には出ません。',
  'search.drop': '検索するファイルをここにドロップしてください。',
  'search.file-reading': '{name} を読み込んでいます',
  'search.file-added': '{name} も検索されます。',
  'search.file-failed': '{name} を読み取れません。',
  'search.file-remove': '{name} を外す',
});
