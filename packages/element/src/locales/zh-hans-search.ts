/** The texts of `<local-llm-search>`, in Simplified Chinese. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const zhHansSearch = messages<Translation>({
  'search.label': '搜索',
  'search.clear': '清空搜索',
  'search.loading': '正在加载要搜索的内容…',
  'search.unreachable': '无法加载搜索功能。请检查网络后重试，或重新加载页面。',
  'search.retry': '重试',

  'search.results': '搜索结果',
  'search.count': '{count, plural, other {# 条结果}}',
  'search.nothing': '未找到与“{query}”相关的内容。',
  'search.nothing-hint': '请检查拼写，或换用其他词语、减少词语。',
  'search.failed': '无法加载此处要搜索的内容。',
  'search.failed-offline': '没有网络连接，而且之前没有加载过。',
  'search.failed-network': '请检查网络连接。',
  'search.failed-site': '如果一直如此，请告知本页面的负责人。',

  'search.answer': '回答这个问题',
  'search.once': '只需下载一次（{size}），之后可离线使用。',
  'search.once-unknown': '只需下载一次模型，之后可离线使用。',
  'search.promise': '问题在此设备上回答，不会发送到任何地方。',
  'search.agree': '需要先下载一个模型。如果同意，请再按一次。',
  'search.answer-offline': '没有网络连接，而模型需要先下载一次。',
  'search.queued': '正在等待本页面的其他任务',
  'search.stop': '停止',
  'search.answer-title': '回答',
  'search.nearest': '下面的结果最为接近。',
  'search.note': '由本设备上的语言模型撰写，可能有误。',
  'search.answer-failed': '未能生成回答。',

  'search.files': '你的文件',
  'search.add': '添加文件',
  'search.files-note': '也会搜索你自己的文件。文件只留在此设备上。',
  'search.drop': '将文件拖放到此处即可搜索。',
  'search.file-reading': '正在读取 {name}',
  'search.file-added': '现在也会搜索 {name}。',
  'search.file-failed': '无法读取 {name}。',
  'search.file-remove': '移除 {name}',
});
