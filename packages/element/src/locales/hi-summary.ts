/** The texts of `<local-llm-summary>`, in Hindi. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const hiSummary = messages<Translation>({
  'summary.button': 'इस लेख का सारांश बनाएँ',
  'summary.once': 'एक ही बार {size} डाउनलोड होता है, फिर यह बिना इंटरनेट के चलता है।',
  'summary.once-unknown': 'एक ही बार मॉडल डाउनलोड होता है, फिर यह बिना इंटरनेट के चलता है।',
  'summary.promise': 'लेख इसी डिवाइस पर पढ़ा जाता है और कहीं नहीं भेजा जाता।',
  'summary.wait': 'एक पल…',
  'summary.unreachable': 'यह लोड नहीं हो सका। कनेक्शन देखकर फिर से दबाएँ, या पेज को फिर से लोड करें।',
  'summary.agree': 'पहले एक मॉडल डाउनलोड करना होगा। सहमत हों तो फिर से दबाएँ।',
  'summary.offline': 'कनेक्शन नहीं है, और मॉडल को पहले एक बार डाउनलोड करना होगा।',
  'summary.no-article': 'यहाँ कोई लेख नहीं है जिसका सारांश बनाया जा सके।',

  'summary.queued': 'इस पेज के दूसरे सारांश की प्रतीक्षा है',
  'summary.reading': 'लेख पढ़ा जा रहा है',
  'summary.part': '{parts, number} में से भाग {part, number} पढ़ा जा रहा है',
  'summary.parts': 'लेख {parts, plural, one {# भाग} other {# भागों}} में पढ़ा जा रहा है।',
  'summary.writing': 'सारांश लिखा जा रहा है',
  'summary.progress': 'पढ़ा गया',
  'summary.stop': 'रोकें',
  'summary.stopped': 'सारांश रोक दिया गया।',
  'summary.cut': 'रोका गया: यह पूरा सारांश नहीं है।',

  'summary.title': 'सारांश',
  'summary.done': 'सारांश तैयार है।',
  'summary.copy': 'कॉपी करें',
  'summary.copied': 'कॉपी हो गया',
  'summary.again': 'फिर से सारांश बनाएँ',
  'summary.note': 'इस डिवाइस पर एक भाषा मॉडल ने लिखा है, जिससे ग़लती हो सकती है।',
  'summary.changed': 'यह सारांश बनने के बाद लेख बदल गया है।',
  'summary.failed': 'सारांश नहीं बन सका।',
});
