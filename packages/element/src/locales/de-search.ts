/** The texts of `<local-llm-search>`, in German. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const deSearch = messages<Translation>({
  'search.label': 'Suchen',
  'search.clear': 'Suche leeren',
  'search.loading': 'Das Durchsuchte wird geladen …',
  'search.unreachable':
    'Die Suche konnte nicht geladen werden. Bitte die Verbindung prüfen und es noch einmal versuchen oder die Seite neu laden.',
  'search.retry': 'Noch einmal versuchen',

  'search.results': 'Ergebnisse',
  'search.count': '{count, plural, one {# Ergebnis} other {# Ergebnisse}}',
  'search.nothing': 'Nichts gefunden für „{query}“.',
  'search.nothing-hint': 'Bitte die Schreibweise prüfen oder es mit anderen oder weniger Wörtern versuchen.',
  'search.failed': 'Was hier durchsucht wird, konnte nicht geladen werden.',
  'search.failed-offline': 'Es besteht keine Verbindung, und es wurde noch nie geladen.',
  'search.failed-network': 'Bitte die Verbindung prüfen.',
  'search.failed-site': 'Wenn das so bleibt, bitte den Betreibern dieser Seite Bescheid geben.',

  'search.answer': 'Das beantworten',
  'search.once': 'Lädt einmalig {size} herunter und funktioniert danach ohne Internet.',
  'search.once-unknown': 'Lädt einmalig ein Modell herunter und funktioniert danach ohne Internet.',
  'search.promise': 'Die Frage wird auf diesem Gerät beantwortet und nirgendwohin gesendet.',
  'search.agree': 'Zuerst muss ein Modell heruntergeladen werden. Zum Zustimmen bitte noch einmal drücken.',
  'search.answer-offline': 'Es besteht keine Verbindung. Das Modell muss erst einmal heruntergeladen werden.',
  'search.queued': 'Wartet auf andere Arbeit auf dieser Seite',
  'search.stop': 'Stoppen',
  'search.answer-title': 'Antwort',
  'search.nearest': 'Die Ergebnisse darunter kommen am nächsten.',
  'search.note': 'Von einem Sprachmodell auf diesem Gerät geschrieben, das sich irren kann.',
  'search.answer-failed': 'Es ist keine Antwort zustande gekommen.',

  'search.files': 'Eigene Dateien',
  'search.add': 'Dateien hinzufügen',
  'search.files-note': 'Eigene Dateien werden mit durchsucht. Sie bleiben auf diesem Gerät.',
  'search.drop': 'Dateien hier ablegen, um darin zu suchen.',
  'search.file-reading': '{name} wird gelesen',
  'search.file-added': '{name} wird jetzt mit durchsucht.',
  'search.file-failed': '{name} kann nicht gelesen werden.',
  'search.file-remove': '{name} entfernen',
});
