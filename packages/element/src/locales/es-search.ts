/** The texts of `<local-llm-search>`, in Spanish. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const esSearch = messages<Translation>({
  'search.label': 'Buscar',
  'search.clear': 'Borrar la búsqueda',
  'search.loading': 'Cargando los documentos…',
  'search.unreachable':
    'No se ha podido cargar la búsqueda. Comprueba la conexión e inténtalo de nuevo, o recarga la página.',
  'search.retry': 'Intentar de nuevo',

  'search.results': 'Resultados',
  'search.count': '{count, plural, one {# resultado} many {# resultados} other {# resultados}}',
  'search.nothing': 'No se ha encontrado nada para «{query}».',
  'search.nothing-hint': 'Comprueba la ortografía o prueba con otras palabras, o con menos.',
  'search.failed': 'No se han podido cargar los documentos.',
  'search.failed-offline': 'No hay conexión y aún no se habían cargado.',
  'search.failed-network': 'Comprueba la conexión.',
  'search.failed-site': 'Si sigue así, avisa a quien lleva esta página.',

  'search.answer': 'Responder a esto',
  'search.once': 'Descarga {size} una sola vez y después funciona sin conexión.',
  'search.once-unknown': 'Descarga un modelo una sola vez y después funciona sin conexión.',
  'search.promise': 'La pregunta se responde en este dispositivo y no se envía a ningún sitio.',
  'search.agree': 'Primero hay que descargar un modelo. Vuelve a pulsar si estás de acuerdo.',
  'search.answer-offline': 'No hay conexión, y el modelo tiene que descargarse una vez.',
  'search.queued': 'Esperando a otro trabajo de esta página',
  'search.stop': 'Detener',
  'search.answer-title': 'Respuesta',
  'search.nearest': 'Los resultados de abajo son los más cercanos.',
  'search.note': 'Escrito en este dispositivo por un modelo de lenguaje, que puede equivocarse.',
  'search.answer-failed': 'No se ha podido dar una respuesta.',

  'search.files': 'Tus archivos',
  'search.add': 'Añadir archivos',
  'search.files-note': 'También se busca en tus propios archivos. Se quedan en este dispositivo.',
  'search.drop': 'Suelta aquí archivos para buscar en ellos.',
  'search.file-reading': 'Leyendo {name}',
  'search.file-added': 'Ahora también se busca en {name}.',
  'search.file-failed': 'No se puede leer {name}.',
  'search.file-remove': 'Quitar {name}',
});
