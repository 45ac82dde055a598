/** The texts of `<local-llm-summary>`, in Spanish. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const esSummary = messages<Translation>({
  'summary.button': 'Resumir este artículo',
  'summary.once': 'Descarga {size} una sola vez y después funciona sin conexión.',
  'summary.once-unknown': 'Descarga un modelo una sola vez y después funciona sin conexión.',
  'summary.promise': 'El artículo se lee en este dispositivo y no se envía a ninguna parte.',
  'summary.wait': 'Un momento…',
  'summary.unreachable': 'No se ha podido cargar. Comprueba la conexión y vuelve a pulsar, o recarga la página.',
  'summary.agree': 'Primero hay que descargar un modelo. Vuelve a pulsar si estás de acuerdo.',
  'summary.offline': 'No hay conexión, y el modelo tiene que descargarse una vez.',
  'summary.no-article': 'Aquí no hay ningún artículo que se pueda resumir.',

  'summary.queued': 'Esperando a otro resumen de esta página',
  'summary.reading': 'Leyendo el artículo',
  'summary.part': 'Leyendo la parte {part, number} de {parts, number}',
  'summary.parts': 'El artículo se lee en {parts, plural, one {# parte} many {# de partes} other {# partes}}.',
  'summary.writing': 'Escribiendo el resumen',
  'summary.progress': 'Leído',
  'summary.stop': 'Detener',
  'summary.stopped': 'El resumen se ha detenido.',
  'summary.cut': 'Detenido: este no es el resumen completo.',

  'summary.title': 'Resumen',
  'summary.done': 'El resumen está listo.',
  'summary.copy': 'Copiar',
  'summary.copied': 'Copiado',
  'summary.again': 'Resumir de nuevo',
  'summary.note': 'Escrito en este dispositivo por un modelo de lenguaje, que puede equivocarse.',
  'summary.changed': 'El artículo ha cambiado desde que se hizo este resumen.',
  'summary.failed': 'No se ha podido hacer el resumen.',
});
