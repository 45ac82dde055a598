/** The texts of parts that are fetched late, in French. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const frLate = messages<Translation>({
  'composer.label': 'Message',
  'composer.placeholder': 'Écrivez un message',
  'composer.placeholder-loading': 'Écrivez en attendant',
  'composer.send': 'Envoyer le message',
  'composer.stop': 'Arrêter la réponse',
  'composer.nothing-added': 'Rien ne peut être ajouté au message pour le moment.',
  'composer.hidden-files':
    '{count, plural, one {# fichier ne peut pas être affiché pour le moment, mais il est envoyé avec le message.} many {# de fichiers ne peuvent pas être affichés pour le moment, mais ils sont envoyés avec le message.} other {# fichiers ne peuvent pas être affichés pour le moment, mais ils sont envoyés avec le message.}}',

  'threads.missing': 'La liste des conversations ne peut pas être affichée pour le moment.',

  'error.context-overflow.cause': 'Ce texte est trop long pour le modèle.',
  'error.context-overflow.action': 'Raccourcissez-le ou commencez une nouvelle conversation, puis renvoyez-le.',
  'error.invalid-output.cause': 'La réponse n’a pas la forme demandée.',
  'error.invalid-output.action': 'Réessayez avec un texte plus court ou un modèle plus grand.',
  'error.file-unreadable.cause': 'Ce fichier ne peut pas être lu.',
  'error.file-unreadable.action': 'Enregistrez-le en texte, Markdown, HTML, CSV ou PDF, puis ajoutez ce fichier.',

  'log.label': 'Conversation',
  'log.latest': 'Aller au dernier message',
  'log.omitted': 'Le modèle ne lit plus les messages ci-dessus.',

  'message.you': 'Vous\u00a0:',
  'message.assistant': 'Assistant\u00a0:',
  'message.you-at': 'Vous, {time}',
  'message.assistant-at': 'Assistant, {time}',
  'message.thinking': 'L’assistant réfléchit',
  'message.stopped': 'Arrêté.',
  'message.length': 'La réponse a atteint sa longueur maximale.',
  'message.copy': 'Copier la réponse',
  'message.copied': 'Copié',
  'message.again': 'Répondre à nouveau',
  'message.continue': 'Continuer',
  'message.kept': 'Ce qui a déjà été dit est conservé.',

  'markdown.code': 'Code',
  'markdown.copy': 'Copier',
  'markdown.copied': 'Copié',
  'markdown.table': 'Tableau',
  'markdown.done': 'Fait\u00a0:',
  'markdown.open': 'À faire\u00a0:',
  'markdown.image': '{label} (image sur {host}, non chargée)',
  'markdown.image-hidden': '{label} (image non chargée)',
  'markdown.image-unnamed': 'Image',
  'markdown.notes': 'Notes',
  'markdown.note': 'Note {number, number}',
  'markdown.note-back': 'Retour au texte de la note {number, number}',

  'message.copy-question': 'Copier le message',
  'message.copy-markdown': 'Copier en Markdown',
  'message.edit': 'Modifier le message',
  'message.delete-question': 'Supprimer le message',
  'message.more': 'Autres actions',
  'message.hide-details': 'Masquer les détails',
  'message.good': 'Bonne réponse',
  'message.bad': 'Mauvaise réponse',
  'message.rated': 'Merci. Votre avis a été noté.',
  'message.unrated': 'Votre avis a été retiré.',

  'branches.place': '{index, number} / {count, number}',
  'branches.label': 'Version {index, number} sur {count, number}',
  'branches.previous': 'Version précédente',
  'branches.next': 'Version suivante',

  'edit.label': 'Modifiez votre message',
  'edit.hint': 'La réponse ci-dessous est conservée comme autre version.',
  'edit.save': 'Enregistrer et demander',

  'deleted.text': 'Supprimé.',
  'deleted.announce': 'Message supprimé. Vous pouvez annuler à la fin de la conversation.',
  'deleted.undone': 'Le message est rétabli.',

  'thought.running': 'Réflexion en cours…',
  'thought.time': 'Réflexion de {time}',
  'thought.untimed': 'Réflexions',

  'details.length': 'Longueur',
  'details.speed': 'Vitesse',
  'details.tokens-per-second': '{speed} tokens par seconde',
  'details.wait': 'Premier mot après',
  'details.time': 'Heure',

  'files.open': 'Afficher le texte de {name}',
  'files.size': '{size}, {pages, plural, one {# page} many {# de pages} other {# pages}}',
  'files.text': 'Ce que le modèle en reçoit\u00a0:',

  'omitted.why': 'Pourquoi\u00a0?',
  'omitted.rule':
    'Ce modèle a {tokens} tokens de mémoire pour une conversation. Quand ils sont épuisés, les messages les plus anciens sont omis d’abord, puis les fichiers des questions précédentes, puis la fin des fichiers les plus récents. Vos derniers mots sont toujours lus.',

  'announce.answer': 'Assistant\u00a0: {text}',
  'announce.complete': 'La réponse est complète.',
  'announce.code': 'Bloc de code, {lines, plural, one {# ligne} many {# de lignes} other {# lignes}}.',
  'announce.code-in': 'Bloc de code, {lines, plural, one {# ligne} many {# de lignes} other {# lignes}}, {language}.',
  'announce.table':
    'Tableau, {columns, plural, one {# colonne} many {# de colonnes} other {# colonnes}}, {rows, plural, one {# ligne} many {# de lignes} other {# lignes}}.',

  'attachment.list': 'Envoyé avec le message',
  'attachment.pasted': 'Texte collé',
  'attachment.file': 'Fichier\u00a0:',
  'attachment.page': 'Page\u00a0:',
  'attachment.selection': 'Texte sélectionné\u00a0:',
  'attachment.tokens': 'environ {count, plural, one {# token} many {# de tokens} other {# tokens}}',
  'attachment.reading': 'Lecture…',
  'attachment.reading-page': 'Lecture de la page {done, number} sur {total, number}',
  'attachment.share': 'Le modèle lit les premiers {share}',
  'attachment.no-share': 'Trop long\u00a0: le modèle n’en lit rien',
  'attachment.remove': 'Retirer {name}',
  'attachment.insert': 'Insérer comme texte',
  'attachment.added': '{name} a été ajouté.',
  'attachment.removed': '{name} a été retiré.',
  'attachment.read': '{name} a été lu.',
  'attachment.twice': '{name} est déjà là.',
  'attachment.too-many':
    'Au maximum, {count, plural, one {# fichier peut être envoyé} many {# de fichiers peuvent être envoyés} other {# fichiers peuvent être envoyés}} à la fois.',
  'attachment.folder': 'Les dossiers ne peuvent pas être ajoutés. Ajoutez les fichiers qu’ils contiennent.',
  'attachment.drop': 'Déposez les fichiers ici',
  'attachment.drop-text': 'Ils sont lus sur cet appareil et y restent.',
  'attachment.waits': 'Votre message sera envoyé dès que tout sera lu.',
  'attachment.encrypted': 'Il demande un mot de passe. Ajoutez une copie qui n’en a pas.',
  'attachment.no-text': 'Il ne contient pas de texte, seulement des images.',
  'attachment.broken': 'Il est endommagé ou n’est pas ce que dit son nom.',
  'attachment.binary': 'Il ne contient pas de texte.',
  'attachment.too-large': 'Il est trop gros\u00a0: {limit} au maximum.',
  'attachment.unknown-kind': 'Les fichiers de ce type ne peuvent pas être lus.',
  'attachment.empty': 'Il est vide.',

  'add.button': 'Ajouter au message',
  'add.button-files': 'Ajouter des fichiers',
  'add.files': 'Fichiers…',
  'add.page': 'Poser une question sur cette page',
  'add.selection': 'Poser une question sur le texte sélectionné',
  'add.dictation': 'Dicter',
  'add.offer': 'Poser une question sur «\u00a0{words}\u00a0»',
  'add.no-page': 'Il n’y a pas de texte sur cette page.',

  'dictation.listening': 'À l’écoute…',
  'dictation.stop': 'Terminer la dictée',
  'dictation.not-allowed': 'Cette page n’a pas le droit d’utiliser le microphone.',
  'dictation.failed': 'La dictée est terminée\u00a0: rien n’a pu être compris.',

  'speech.read': 'Lire à voix haute',
  'speech.stop': 'Arrêter la lecture',

  'suggestions.label': 'Suggestions',

  'meter.label': 'Mémoire du modèle\u00a0: {share} utilisés',
  'meter.use': 'Ce message et la conversation utilisent environ {used, number} tokens sur {room, number}.',
  'meter.nearly': 'Il reste peu de place.',
  'meter.omits':
    '{count, plural, one {Le message le plus ancien n’est pas lu} many {Les # de messages les plus anciens ne sont pas lus} other {Les # messages les plus anciens ne sont pas lus}}.',
  'meter.cuts':
    'Seule une partie {count, plural, one {d’un fichier} many {de # de fichiers} other {de # fichiers}} est lue.',
  'meter.too-long': 'Ce message est trop long pour le modèle. Raccourcissez-le.',
  'meter.rule':
    'Quand elle est pleine, les messages les plus anciens sont omis d’abord, puis les fichiers précédents, puis la fin des plus récents. Votre message reste toujours entier.',

  'models.title': 'Modèles',
  'models.choose': 'Choisir un modèle',
  'models.in-use': 'utilisé',
  'models.licence': 'Licence\u00a0:',
  'models.licence-unknown': 'licence non indiquée',
  'models.use': 'Démarrer {model}',
  'models.change': 'Passer à {model}',
  'models.keeps': 'Votre conversation est conservée.',
  'models.not-picked': 'Ce modèle ne peut pas être utilisé ici. Choisissez-en un autre.',

  'storage.title': 'Sur cet appareil',
  'storage.reading': 'Lecture du stockage…',
  'storage.empty': 'Aucun modèle n’est encore stocké sur cet appareil.',
  'storage.failed': 'Le contenu stocké sur cet appareil ne peut pas être lu.',
  'storage.partly': 'téléchargé en partie',
  'storage.used': 'utilisé {ago}',
  'storage.used-now': 'utilisé à l’instant',
  'storage.room': '{used} sur les {quota} permis par ce navigateur',
  'storage.room-used': '{used} en tout',
  'storage.persisted': 'Le navigateur les garde jusqu’à ce que vous les supprimiez.',
  'storage.not-persisted': 'Le navigateur peut les effacer de lui-même si l’appareil manque de place.',
  'storage.delete': 'Supprimer {model}',
  'storage.delete-all': 'Tout supprimer',
  'storage.confirm': 'Supprimer {model}\u00a0? Pour le réutiliser, il faudra retélécharger {size}.',
  'storage.confirm-all':
    'Supprimer tous les modèles\u00a0? Pour en réutiliser un, il faudra le retélécharger. Cela libère {size}.',
  'storage.confirm-in-use': 'Il est utilisé et sera d’abord arrêté. Votre conversation est conservée.',
  'storage.deleting': 'Suppression…',
  'storage.deleted': '{model} a été supprimé.',
  'storage.deleted-all': 'Tous les modèles ont été supprimés.',
  'storage.busy': '{model} est utilisé dans un autre onglet. Fermez cet onglet, puis supprimez le modèle.',
  'storage.delete-failed': '{model} n’a pas pu être supprimé. Réessayez ou rechargez la page.',

  'threads.title': 'Conversations',
  'threads.close': 'Fermer la liste',
  'threads.untitled': 'Conversation sans titre',
  'threads.search': 'Rechercher dans les conversations',
  'threads.clear': 'Effacer la recherche',
  'threads.found':
    '{count, plural, =0 {Aucun résultat.} one {# conversation trouvée.} many {# de conversations trouvées.} other {# conversations trouvées.}}',
  'threads.none': 'Aucune conversation ne contient ces mots.',
  'threads.empty': 'Vos conversations apparaîtront ici.',
  'threads.reading': 'Recherche de vos conversations…',

  'threads.pinned': 'Épinglées',
  'threads.today': 'Aujourd’hui',
  'threads.yesterday': 'Hier',
  'threads.week': '7 derniers jours',
  'threads.now': 'à l’instant',
  'threads.answering': 'une réponse est en cours',

  'threads.more': 'Actions pour {title}',
  'threads.rename': 'Renommer',
  'threads.rename-label': 'Nouveau titre de {title}',
  'threads.pin': 'Épingler',
  'threads.unpin': 'Désépingler',
  'threads.markdown': 'Exporter en Markdown',
  'threads.json': 'Exporter en JSON',
  'threads.deleted': '«\u00a0{title}\u00a0» a été supprimée.',
  'threads.undone': '«\u00a0{title}\u00a0» est rétablie.',

  'threads.all': 'Toutes les conversations',
  'threads.import': 'Importer…',
  'threads.export-all': 'Tout exporter',
  'threads.erase': 'Tout supprimer…',
  'threads.erase-title': 'Tout supprimer\u00a0?',
  'threads.erase-device':
    'Toutes les conversations et tous les brouillons sont supprimés de cet appareil, y compris dans les autres onglets. Ils ne pourront pas être récupérés.',
  'threads.erase-memory':
    'Toutes les conversations et tous les brouillons de cette page sont supprimés. Ils ne pourront pas être récupérés.',
  'threads.erase-models': 'Les modèles restent. Ils se suppriment là où l’on change de modèle.',
  'threads.erase-button': 'Supprimer',
  'threads.erased': 'Toutes les conversations ont été supprimées.',
  'threads.erase-failed':
    'Tout n’a pas pu être supprimé. Fermez les autres onglets de ce site et réessayez, ou supprimez les données de ce site dans les réglages du navigateur.',

  'threads.imported':
    '{added, plural, =0 {Aucune conversation n’a été ajoutée} one {# conversation a été ajoutée} many {# de conversations ont été ajoutées} other {# conversations ont été ajoutées}}{known, plural, =0 {} one {, # était déjà là} many {, # étaient déjà là} other {, # étaient déjà là}}.',
  'threads.import-failed':
    'Ce fichier ne contient pas de conversations lisibles ici. Choisissez un fichier JSON exporté ici.',
  'threads.drop': 'Déposez pour importer',
  'threads.failed': 'Cela n’a pas fonctionné. Réessayez ou rechargez la page.',

  'threads.unavailable':
    'Ce navigateur ne garde rien pour cette page\u00a0: les conversations durent jusqu’à ce que vous la quittiez. Exportez ce dont vous avez besoin.',
  'threads.full':
    'Il n’y a plus de place sur cet appareil\u00a0: ce qui vient d’être écrit sera perdu avec cette page. Supprimez des conversations ou des modèles.',
  'threads.unreadable': 'Une partie de ce qui est stocké n’est plus lisible. Le reste est ici.',
  'threads.not-kept':
    'Tout a été supprimé dans un autre onglet. Rechargez la page pour que les nouvelles conversations soient conservées.',
  'threads.in-memory': 'Les conversations sont oubliées quand vous quittez cette page.',

  'threads.opened': 'Ouverte\u00a0: {title}',
  'threads.renamed': 'Renommée en «\u00a0{title}\u00a0».',
  'threads.was-pinned': '«\u00a0{title}\u00a0» est épinglée.',
  'threads.was-unpinned': '«\u00a0{title}\u00a0» n’est plus épinglée.',
  'threads.gone':
    'Cette conversation a été supprimée dans un autre onglet. Une nouvelle a commencé\u00a0; ce que vous avez écrit est toujours dans le champ.',
  'threads.answered': 'La réponse dans «\u00a0{title}\u00a0» est terminée.',
  'threads.waiting': 'En attente de la fin de la réponse dans «\u00a0{title}\u00a0».',

  'threads.export-user': 'Vous',
  'threads.export-assistant': 'Assistant',
  'threads.export-attached': 'Fichiers joints\u00a0:',
  'threads.export-incomplete': 'Cette réponse n’est pas complète.',

  'display.open': 'Ouvrir l’assistant',
  'display.open-news': 'Ouvrir l’assistant\u00a0: il y a une nouvelle réponse',
  'display.close': 'Fermer l’assistant',
  'display.news': 'L’assistant a répondu.',
  'display.width': 'Largeur de l’assistant',
});
