/** The texts of parts that are fetched late, in Spanish. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const esLate = messages<Translation>({
  'composer.label': 'Mensaje',
  'composer.placeholder': 'Escribe un mensaje',
  'composer.placeholder-loading': 'Escribe mientras esperas',
  'composer.send': 'Enviar mensaje',
  'composer.stop': 'Detener la respuesta',
  'composer.nothing-added': 'Ahora no se puede añadir nada al mensaje.',
  'composer.hidden-files':
    '{count, plural, one {# archivo no se puede mostrar ahora, pero se envía con el mensaje.} many {# de archivos no se pueden mostrar ahora, pero se envían con el mensaje.} other {# archivos no se pueden mostrar ahora, pero se envían con el mensaje.}}',

  'threads.missing': 'La lista de conversaciones no se puede mostrar en este momento.',

  'error.context-overflow.cause': 'Este texto es demasiado largo para el modelo.',
  'error.context-overflow.action': 'Acórtalo o empieza una conversación nueva y vuelve a enviarlo.',
  'error.invalid-output.cause': 'La respuesta no tiene la forma pedida.',
  'error.invalid-output.action': 'Vuelve a intentarlo con un texto más corto o con un modelo más grande.',
  'error.file-unreadable.cause': 'Este archivo no se puede leer.',
  'error.file-unreadable.action': 'Guárdalo como texto, Markdown, HTML, CSV o PDF y añade ese archivo.',

  'log.label': 'Conversación',
  'log.latest': 'Ir al último mensaje',
  'log.omitted': 'El modelo ya no lee los mensajes de arriba.',

  'message.you': 'Tú:',
  'message.assistant': 'Asistente:',
  'message.you-at': 'Tú, {time}',
  'message.assistant-at': 'Asistente, {time}',
  'message.thinking': 'El asistente está pensando',
  'message.stopped': 'Detenida.',
  'message.length': 'La respuesta alcanzó su longitud máxima.',
  'message.copy': 'Copiar respuesta',
  'message.copied': 'Copiado',
  'message.again': 'Responder de nuevo',
  'message.continue': 'Continuar',
  'message.kept': 'Lo dicho hasta ahora se conserva.',

  'markdown.code': 'Código',
  'markdown.copy': 'Copiar',
  'markdown.copied': 'Copiado',
  'markdown.table': 'Tabla',
  'markdown.done': 'Hecho:',
  'markdown.open': 'Pendiente:',
  'markdown.image': '{label} (imagen en {host}, no cargada)',
  'markdown.image-hidden': '{label} (imagen no cargada)',
  'markdown.image-unnamed': 'Imagen',
  'markdown.notes': 'Notas al pie',
  'markdown.note': 'Nota al pie {number, number}',
  'markdown.note-back': 'Volver al texto de la nota {number, number}',

  'message.copy-question': 'Copiar mensaje',
  'message.copy-markdown': 'Copiar como Markdown',
  'message.edit': 'Editar mensaje',
  'message.delete-question': 'Eliminar mensaje',
  'message.more': 'Más acciones',
  'message.hide-details': 'Ocultar detalles',
  'message.good': 'Buena respuesta',
  'message.bad': 'Mala respuesta',
  'message.rated': 'Gracias. Tu valoración se ha anotado.',
  'message.unrated': 'Se ha retirado tu valoración.',

  'branches.place': '{index, number} / {count, number}',
  'branches.label': 'Versión {index, number} de {count, number}',
  'branches.previous': 'Versión anterior',
  'branches.next': 'Versión siguiente',

  'edit.label': 'Edita tu mensaje',
  'edit.hint': 'La respuesta de abajo se conserva como otra versión.',
  'edit.save': 'Guardar y preguntar',

  'deleted.text': 'Eliminado.',
  'deleted.announce': 'Mensaje eliminado. Puedes deshacerlo al final de la conversación.',
  'deleted.undone': 'El mensaje ha vuelto.',

  'thought.running': 'Pensando…',
  'thought.time': 'Ha pensado {time}',
  'thought.untimed': 'Razonamiento',

  'details.length': 'Longitud',
  'details.speed': 'Velocidad',
  'details.tokens-per-second': '{speed} tokens por segundo',
  'details.wait': 'Primera palabra tras',
  'details.time': 'Hora',

  'files.open': 'Mostrar el texto de {name}',
  'files.size': '{size}, {pages, plural, one {# página} many {# de páginas} other {# páginas}}',
  'files.text': 'Lo que recibe el modelo:',

  'omitted.why': '¿Por qué?',
  'omitted.rule':
    'Este modelo tiene {tokens} tokens de memoria para una conversación. Cuando se agotan, se omiten primero los mensajes más antiguos, después los archivos de preguntas anteriores y después el final de los archivos más recientes. Tus últimas palabras se leen siempre.',

  'announce.answer': 'Asistente: {text}',
  'announce.complete': 'La respuesta está completa.',
  'announce.code': 'Bloque de código, {lines, plural, one {# línea} many {# de líneas} other {# líneas}}.',
  'announce.code-in':
    'Bloque de código, {lines, plural, one {# línea} many {# de líneas} other {# líneas}}, {language}.',
  'announce.table':
    'Tabla, {columns, plural, one {# columna} many {# de columnas} other {# columnas}}, {rows, plural, one {# fila} many {# de filas} other {# filas}}.',

  'attachment.list': 'Se envía con el mensaje',
  'attachment.pasted': 'Texto pegado',
  'attachment.file': 'Archivo:',
  'attachment.page': 'Página:',
  'attachment.selection': 'Texto seleccionado:',
  'attachment.tokens': 'unos {count, plural, one {# token} many {# de tokens} other {# tokens}}',
  'attachment.reading': 'Leyendo…',
  'attachment.reading-page': 'Leyendo la página {done, number} de {total, number}',
  'attachment.share': 'El modelo lee el primer {share}',
  'attachment.no-share': 'No cabe: el modelo no lee nada',
  'attachment.remove': 'Quitar {name}',
  'attachment.insert': 'Insertar como texto',
  'attachment.added': 'Se ha añadido {name}.',
  'attachment.removed': 'Se ha quitado {name}.',
  'attachment.read': 'Se ha leído {name}.',
  'attachment.twice': '{name} ya está.',
  'attachment.too-many':
    'Se {count, plural, one {puede enviar # archivo} many {pueden enviar # de archivos} other {pueden enviar # archivos}} a la vez como máximo.',
  'attachment.folder': 'No se pueden añadir carpetas. Añade los archivos que contienen.',
  'attachment.drop': 'Suelta aquí los archivos',
  'attachment.drop-text': 'Se leen en este dispositivo y se quedan en él.',
  'attachment.waits': 'Tu mensaje se enviará en cuanto se haya leído todo.',
  'attachment.encrypted': 'Pide una contraseña. Añade una copia que no la tenga.',
  'attachment.no-text': 'No contiene texto, solo imágenes.',
  'attachment.broken': 'Está dañado o no es lo que dice su nombre.',
  'attachment.binary': 'No contiene texto.',
  'attachment.too-large': 'Es demasiado grande: {limit} como máximo.',
  'attachment.unknown-kind': 'Los archivos de este tipo no se pueden leer.',
  'attachment.empty': 'Está vacío.',

  'add.button': 'Añadir al mensaje',
  'add.button-files': 'Añadir archivos',
  'add.files': 'Archivos…',
  'add.page': 'Preguntar sobre esta página',
  'add.selection': 'Preguntar sobre el texto seleccionado',
  'add.dictation': 'Dictar',
  'add.offer': 'Preguntar sobre «{words}»',
  'add.no-page': 'En esta página no hay texto.',

  'dictation.listening': 'Escuchando…',
  'dictation.stop': 'Terminar el dictado',
  'dictation.not-allowed': 'Esta página no puede usar el micrófono.',
  'dictation.failed': 'El dictado ha terminado: no se ha entendido nada.',

  'speech.read': 'Leer en voz alta',
  'speech.stop': 'Dejar de leer',

  'suggestions.label': 'Sugerencias',

  'meter.label': 'Memoria del modelo: {share} en uso',
  'meter.use': 'Este mensaje y la conversación ocupan unos {used, number} de {room, number} tokens.',
  'meter.nearly': 'Queda poco espacio.',
  'meter.omits':
    '{count, plural, one {No se lee el mensaje más antiguo} many {No se leen los # de mensajes más antiguos} other {No se leen los # mensajes más antiguos}}.',
  'meter.cuts': 'De {count, plural, one {un archivo} many {# de archivos} other {# archivos}} se lee solo una parte.',
  'meter.too-long': 'Este mensaje es demasiado largo para el modelo. Acórtalo.',
  'meter.rule':
    'Cuando se llena, se omiten primero los mensajes más antiguos, después los archivos anteriores y después el final de los más recientes. Tu mensaje se conserva siempre entero.',

  'models.title': 'Modelos',
  'models.choose': 'Elige un modelo',
  'models.in-use': 'en uso',
  'models.licence': 'Licencia:',
  'models.licence-unknown': 'licencia no indicada',
  'models.use': 'Iniciar {model}',
  'models.change': 'Cambiar a {model}',
  'models.keeps': 'Tu conversación se conserva.',
  'models.not-picked': 'Este modelo no se puede usar aquí. Elige otro.',

  'storage.title': 'En este dispositivo',
  'storage.reading': 'Mirando lo que hay guardado…',
  'storage.empty': 'Todavía no hay ningún modelo guardado en este dispositivo.',
  'storage.failed': 'No se puede leer lo que hay guardado en este dispositivo.',
  'storage.partly': 'descargado en parte',
  'storage.used': 'usado {ago}',
  'storage.used-now': 'usado ahora mismo',
  'storage.room': '{used} de los {quota} que permite este navegador',
  'storage.room-used': '{used} en total',
  'storage.persisted': 'El navegador los guarda hasta que los elimines.',
  'storage.not-persisted': 'El navegador puede borrarlos por sí solo si al dispositivo le falta espacio.',
  'storage.delete': 'Eliminar {model}',
  'storage.delete-all': 'Eliminar todos',
  'storage.confirm': '¿Eliminar {model}? Para volver a usarlo habrá que descargar {size} otra vez.',
  'storage.confirm-all':
    '¿Eliminar todos los modelos? Para volver a usar uno habrá que descargarlo otra vez. Así se liberan {size}.',
  'storage.confirm-in-use': 'Está en uso y antes se detendrá. Tu conversación se conserva.',
  'storage.deleting': 'Eliminando…',
  'storage.deleted': 'Se ha eliminado {model}.',
  'storage.deleted-all': 'Se han eliminado todos los modelos.',
  'storage.busy': '{model} está en uso en otra pestaña. Cierra esa pestaña y luego elimínalo.',
  'storage.delete-failed': 'No se ha podido eliminar {model}. Vuelve a intentarlo o recarga la página.',

  'threads.title': 'Conversaciones',
  'threads.close': 'Cerrar la lista',
  'threads.untitled': 'Conversación sin título',
  'threads.search': 'Buscar en las conversaciones',
  'threads.clear': 'Borrar la búsqueda',
  'threads.found':
    '{count, plural, =0 {No se ha encontrado nada.} one {# conversación encontrada.} many {# de conversaciones encontradas.} other {# conversaciones encontradas.}}',
  'threads.none': 'Ninguna conversación contiene estas palabras.',
  'threads.empty': 'Aquí aparecerá aquello de lo que hables.',
  'threads.reading': 'Buscando tus conversaciones…',

  'threads.pinned': 'Fijadas',
  'threads.today': 'Hoy',
  'threads.yesterday': 'Ayer',
  'threads.week': 'Últimos 7 días',
  'threads.now': 'ahora mismo',
  'threads.answering': 'se está escribiendo una respuesta',

  'threads.more': 'Acciones para {title}',
  'threads.rename': 'Cambiar título',
  'threads.rename-label': 'Nuevo título de {title}',
  'threads.pin': 'Fijar',
  'threads.unpin': 'Dejar de fijar',
  'threads.markdown': 'Exportar como Markdown',
  'threads.json': 'Exportar como JSON',
  'threads.deleted': 'Se ha eliminado «{title}».',
  'threads.undone': '«{title}» ha vuelto.',

  'threads.all': 'Todas las conversaciones',
  'threads.import': 'Importar…',
  'threads.export-all': 'Exportar todas',
  'threads.erase': 'Eliminar todo…',
  'threads.erase-title': '¿Eliminar todo?',
  'threads.erase-device':
    'Se eliminan de este dispositivo todas las conversaciones y los borradores, también en otras pestañas. No se pueden recuperar.',
  'threads.erase-memory':
    'Se eliminan todas las conversaciones y los borradores de esta página. No se pueden recuperar.',
  'threads.erase-models': 'Los modelos se conservan. Se pueden eliminar donde se cambia de modelo.',
  'threads.erase-button': 'Eliminar',
  'threads.erased': 'Se han eliminado todas las conversaciones.',
  'threads.erase-failed':
    'No se ha podido eliminar todo. Cierra las otras pestañas de este sitio y vuelve a intentarlo, o elimina los datos de este sitio en los ajustes del navegador.',

  'threads.imported':
    '{added, plural, =0 {No se ha añadido ninguna conversación} one {Se ha añadido # conversación} many {Se han añadido # de conversaciones} other {Se han añadido # conversaciones}}{known, plural, =0 {} one {; # ya estaba aquí} many {; # ya estaban aquí} other {; # ya estaban aquí}}.',
  'threads.import-failed':
    'Este archivo no contiene conversaciones que se puedan leer aquí. Elige un archivo JSON exportado aquí.',
  'threads.drop': 'Suelta para importar',
  'threads.failed': 'No ha funcionado. Vuelve a intentarlo o recarga la página.',

  'threads.unavailable':
    'Este navegador no guarda nada para esta página: las conversaciones duran hasta que salgas de ella. Exporta lo que necesites.',
  'threads.full':
    'En este dispositivo no queda espacio: lo último que se ha escrito se perderá con esta página. Elimina conversaciones o modelos.',
  'threads.unreadable': 'Una parte de lo guardado ya no se puede leer. El resto está aquí.',
  'threads.not-kept':
    'Se ha eliminado todo en otra pestaña. Recarga la página para que se guarden las conversaciones nuevas.',
  'threads.in-memory': 'Las conversaciones se olvidan al salir de esta página.',

  'threads.opened': 'Se ha abierto: {title}',
  'threads.renamed': 'Ahora se llama «{title}».',
  'threads.was-pinned': 'Se ha fijado «{title}».',
  'threads.was-unpinned': '«{title}» ya no está fijada.',
  'threads.gone':
    'Esta conversación se ha eliminado en otra pestaña. Ha empezado una nueva; lo que has escrito sigue en el campo.',
  'threads.answered': 'La respuesta en «{title}» ha terminado.',
  'threads.waiting': 'Espera a que termine la respuesta en «{title}».',

  'threads.export-user': 'Tú',
  'threads.export-assistant': 'Asistente',
  'threads.export-attached': 'Adjuntos:',
  'threads.export-incomplete': 'Esta respuesta no está completa.',

  'display.open': 'Abrir el asistente',
  'display.open-news': 'Abrir el asistente: hay una respuesta nueva',
  'display.close': 'Cerrar el asistente',
  'display.news': 'El asistente ha respondido.',
  'display.width': 'Ancho del asistente',
});
