/** The texts of `<local-llm-search>`, in Hindi. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const hiSearch = messages<Translation>({
  'search.label': 'खोजें',
  'search.clear': 'खोज साफ़ करें',
  'search.loading': 'जिसमें खोजना है, वह लोड हो रहा है…',
  'search.unreachable': 'खोज लोड नहीं हो सकी। कनेक्शन जाँचकर फिर से कोशिश करें, या पेज फिर से लोड करें।',
  'search.retry': 'फिर से कोशिश करें',

  'search.results': 'नतीजे',
  'search.count': '{count, plural, one {# नतीजा} other {# नतीजे}}',
  'search.nothing': '“{query}” के लिए कुछ नहीं मिला।',
  'search.nothing-hint': 'वर्तनी जाँचें, या दूसरे या कम शब्द आज़माएँ।',
  'search.failed': 'यहाँ जिसमें खोजा जाता है, वह लोड नहीं हो सका।',
  'search.failed-offline': 'कोई कनेक्शन नहीं है, और वह पहले लोड नहीं हुआ था।',
  'search.failed-network': 'कनेक्शन जाँचें।',
  'search.failed-site': 'ऐसा ही रहे, तो इस पेज के मालिक को बताएँ।',

  'search.answer': 'इसका जवाब दें',
  'search.once': 'एक ही बार {size} डाउनलोड होता है, फिर यह बिना इंटरनेट के चलता है।',
  'search.once-unknown': 'एक ही बार मॉडल डाउनलोड होता है, फिर यह बिना इंटरनेट के चलता है।',
  'search.promise': 'आपके सवाल का जवाब इसी डिवाइस पर दिया जाता है और कहीं नहीं भेजा जाता।',
  'search.agree': 'पहले एक मॉडल डाउनलोड करना होगा। सहमत हों तो फिर से दबाएँ।',
  'search.answer-offline': 'कनेक्शन नहीं है, और मॉडल को पहले एक बार डाउनलोड करना होगा।',
  'search.queued': 'इस पेज के दूसरे काम का इंतज़ार',
  'search.stop': 'रोकें',
  'search.answer-title': 'जवाब',
  'search.nearest': 'नीचे के नतीजे सबसे क़रीब हैं।',
  'search.note': 'इस डिवाइस पर एक भाषा मॉडल ने लिखा है, जिससे ग़लती हो सकती है।',
  'search.answer-failed': 'जवाब नहीं बन सका।',

  'search.files': 'आपकी फ़ाइलें',
  'search.add': 'फ़ाइलें जोड़ें',
  'search.files-note': 'आपकी अपनी फ़ाइलों में भी खोजा जाता है। वे इसी डिवाइस पर रहती हैं।',
  'search.drop': 'खोजने के लिए फ़ाइलें यहाँ छोड़ें।',
  'search.file-reading': '{name} पढ़ी जा रही है',
  'search.file-added': 'अब {name} में भी खोजा जाता है।',
  'search.file-failed': '{name} पढ़ी नहीं जा सकती।',
  'search.file-remove': '{name} हटाएँ',
});
