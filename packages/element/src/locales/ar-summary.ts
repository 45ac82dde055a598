/** The texts of `<local-llm-summary>`, in Arabic. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const arSummary = messages<Translation>({
  'summary.button': 'تلخيص هذا المقال',
  'summary.once': 'يُنزَّل {size} مرة واحدة، ثم يعمل دون اتصال.',
  'summary.once-unknown': 'يُنزَّل نموذج مرة واحدة، ثم يعمل دون اتصال.',
  'summary.promise': 'يُقرأ المقال على هذا الجهاز ولا يُرسل إلى أي مكان.',
  'summary.wait': 'لحظة من فضلك…',
  'summary.unreachable': 'تعذّر التحميل. تحقق من الاتصال واضغط مرة أخرى، أو أعد تحميل الصفحة.',
  'summary.agree': 'يجب تنزيل نموذج أولًا. اضغط مرة أخرى إن كنت موافقًا.',
  'summary.offline': 'لا يوجد اتصال، ويجب تنزيل النموذج مرة واحدة أولًا.',
  'summary.no-article': 'لا يوجد هنا مقال يمكن تلخيصه.',

  'summary.queued': 'في انتظار ملخص آخر في هذه الصفحة',
  'summary.reading': 'جارٍ قراءة المقال',
  'summary.part': 'جارٍ قراءة الجزء {part, number} من {parts, number}',
  'summary.parts':
    'يُقرأ المقال على {parts, plural, zero {# جزء} one {جزء واحد} two {جزأين} few {# أجزاء} many {# جزءًا} other {# جزء}}.',
  'summary.writing': 'جارٍ كتابة الملخص',
  'summary.progress': 'ما قُرئ',
  'summary.stop': 'إيقاف',
  'summary.stopped': 'أُوقف الملخص.',
  'summary.cut': 'أُوقف: هذا ليس الملخص كاملًا.',

  'summary.title': 'ملخص',
  'summary.done': 'الملخص جاهز.',
  'summary.copy': 'نسخ',
  'summary.copied': 'تم النسخ',
  'summary.again': 'التلخيص من جديد',
  'summary.note': 'كتبه نموذج لغوي على هذا الجهاز، وقد يخطئ.',
  'summary.changed': 'تغيّر المقال منذ كتابة هذا الملخص.',
  'summary.failed': 'تعذّر إعداد الملخص.',
});
