/** The texts of `<local-llm-search>`, in Arabic. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const arSearch = messages<Translation>({
  'search.label': 'بحث',
  'search.clear': 'مسح البحث',
  'search.loading': 'جارٍ تحميل ما يُبحث فيه…',
  'search.unreachable': 'تعذّر تحميل البحث. تحقّق من الاتصال وحاول مرة أخرى، أو أعد تحميل الصفحة.',
  'search.retry': 'حاول مرة أخرى',

  'search.results': 'النتائج',
  'search.count':
    '{count, plural, zero {لا نتائج} one {نتيجة واحدة} two {نتيجتان} few {# نتائج} many {# نتيجة} other {# نتيجة}}',
  'search.nothing': 'لم يُعثر على شيء عن «{query}».',
  'search.nothing-hint': 'تحقّق من الإملاء، أو جرّب كلمات أخرى أو أقل.',
  'search.failed': 'تعذّر تحميل ما يُبحث فيه هنا.',
  'search.failed-offline': 'لا يوجد اتصال، ولم يُحمَّل ذلك من قبل.',
  'search.failed-network': 'تحقّق من الاتصال.',
  'search.failed-site': 'إذا استمر ذلك فأخبر صاحب هذه الصفحة.',

  'search.answer': 'أجب عن هذا',
  'search.once': 'يُنزَّل {size} مرة واحدة، ثم يعمل دون اتصال.',
  'search.once-unknown': 'يُنزَّل نموذج مرة واحدة، ثم يعمل دون اتصال.',
  'search.promise': 'يُجاب عن سؤالك على هذا الجهاز ولا يُرسل إلى أي مكان.',
  'search.agree': 'يجب تنزيل نموذج أولًا. اضغط مرة أخرى إن كنت موافقًا.',
  'search.answer-offline': 'لا يوجد اتصال، ويجب تنزيل النموذج مرة واحدة أولًا.',
  'search.queued': 'في انتظار عمل آخر في هذه الصفحة',
  'search.stop': 'إيقاف',
  'search.answer-title': 'الإجابة',
  'search.nearest': 'النتائج أدناه هي الأقرب.',
  'search.note': 'كتبه نموذج لغوي على هذا الجهاز، وقد يخطئ.',
  'search.answer-failed': 'تعذّر إعداد الإجابة.',

  'search.files': 'ملفاتك',
  'search.add': 'إضافة ملفات',
  'search.files-note': 'يُبحث في ملفاتك أيضًا. وتبقى على هذا الجهاز.',
  'search.drop': 'أفلت الملفات هنا للبحث فيها.',
  'search.file-reading': 'جارٍ قراءة {name}',
  'search.file-added': 'يُبحث الآن في {name} أيضًا.',
  'search.file-failed': 'لا يمكن قراءة {name}.',
  'search.file-remove': 'إزالة {name}',
});
