/** The texts of `<local-llm-summary>`, in Simplified Chinese. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const zhHansSummary = messages<Translation>({
  'summary.button': '总结这篇文章',
  'summary.once': '只需下载一次（{size}），之后可离线使用。',
  'summary.once-unknown': '只需下载一次模型，之后可离线使用。',
  'summary.promise': '文章在本设备上阅读，不会发送到任何地方。',
  'summary.wait': '请稍候…',
  'summary.unreachable': '未能加载。请检查网络连接后再按一次，或重新加载页面。',
  'summary.agree': '需要先下载一个模型。如果同意，请再按一次。',
  'summary.offline': '没有网络连接，而模型需要先下载一次。',
  'summary.no-article': '这里没有可以总结的文章。',

  'summary.queued': '正在等待本页的另一个总结',
  'summary.reading': '正在阅读文章',
  'summary.part': '正在阅读第 {part, number} 部分，共 {parts, number} 部分',
  'summary.parts': '文章分 {parts, plural, other {# 个部分}}阅读。',
  'summary.writing': '正在撰写总结',
  'summary.progress': '已阅读',
  'summary.stop': '停止',
  'summary.stopped': '总结已停止。',
  'summary.cut': '已停止：这不是完整的总结。',

  'summary.title': '总结',
  'summary.done': '总结已完成。',
  'summary.copy': '复制',
  'summary.copied': '已复制',
  'summary.again': '重新总结',
  'summary.note': '由本设备上的语言模型撰写，可能有误。',
  'summary.changed': '生成此总结后，文章有改动。',
  'summary.failed': '未能生成总结。',
});
