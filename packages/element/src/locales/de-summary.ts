/** The texts of `<local-llm-summary>`, in German. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const deSummary = messages<Translation>({
  'summary.button': 'Diesen Artikel zusammenfassen',
  'summary.once': 'Lädt einmalig {size} herunter und funktioniert danach ohne Internet.',
  'summary.once-unknown': 'Lädt einmalig ein Modell herunter und funktioniert danach ohne Internet.',
  'summary.promise': 'Der Artikel wird auf diesem Gerät gelesen und nirgendwohin gesendet.',
  'summary.wait': 'Einen Moment …',
  'summary.unreachable':
    'Das konnte nicht geladen werden. Bitte die Verbindung prüfen und noch einmal drücken oder die Seite neu laden.',
  'summary.agree': 'Zuerst muss ein Modell heruntergeladen werden. Zum Zustimmen bitte noch einmal drücken.',
  'summary.offline': 'Es besteht keine Verbindung. Das Modell muss erst einmal heruntergeladen werden.',
  'summary.no-article': 'Hier gibt es keinen Artikel, der zusammengefasst werden könnte.',

  'summary.queued': 'Wartet auf eine andere Zusammenfassung dieser Seite',
  'summary.reading': 'Der Artikel wird gelesen',
  'summary.part': 'Teil {part, number} von {parts, number} wird gelesen',
  'summary.parts': 'Der Artikel wird in {parts, plural, one {# Teil} other {# Teilen}} gelesen.',
  'summary.writing': 'Die Zusammenfassung wird geschrieben',
  'summary.progress': 'Gelesen',
  'summary.stop': 'Stoppen',
  'summary.stopped': 'Die Zusammenfassung wurde gestoppt.',
  'summary.cut': 'Gestoppt: Das ist nicht die ganze Zusammenfassung.',

  'summary.title': 'Zusammenfassung',
  'summary.done': 'Die Zusammenfassung ist fertig.',
  'summary.copy': 'Kopieren',
  'summary.copied': 'Kopiert',
  'summary.again': 'Neu zusammenfassen',
  'summary.note': 'Von einem Sprachmodell auf diesem Gerät geschrieben, das sich irren kann.',
  'summary.changed': 'Der Artikel hat sich geändert, seit diese Zusammenfassung entstand.',
  'summary.failed': 'Es ist keine Zusammenfassung zustande gekommen.',
});
