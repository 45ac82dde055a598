/** The texts of `<local-llm-search>`, in French. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const frSearch = messages<Translation>({
  'search.label': 'Rechercher',
  'search.clear': 'Effacer la recherche',
  'search.loading': 'Chargement des documents…',
  'search.unreachable':
    'La recherche n’a pas pu être chargée. Vérifiez la connexion et réessayez, ou rechargez la page.',
  'search.retry': 'Réessayer',

  'search.results': 'Résultats',
  'search.count': '{count, plural, one {# résultat} many {# résultats} other {# résultats}}',
  'search.nothing': 'Rien trouvé pour «\u00a0{query}\u00a0».',
  'search.nothing-hint': 'Vérifiez l’orthographe, ou essayez d’autres mots ou moins de mots.',
  'search.failed': 'Les documents n’ont pas pu être chargés.',
  'search.failed-offline': 'Il n’y a pas de connexion, et rien n’a encore été chargé.',
  'search.failed-network': 'Vérifiez la connexion.',
  'search.failed-site': 'Si cela persiste, prévenez le responsable de cette page.',

  'search.answer': 'Répondre à la question',
  'search.once': 'Télécharge {size} une seule fois, puis fonctionne hors connexion.',
  'search.once-unknown': 'Télécharge un modèle une seule fois, puis fonctionne hors connexion.',
  'search.promise': 'La question reçoit sa réponse sur cet appareil et n’est envoyée nulle part.',
  'search.agree': 'Un modèle doit d’abord être téléchargé. Appuyez de nouveau si vous êtes d’accord.',
  'search.answer-offline': 'Il n’y a pas de connexion, et le modèle doit être téléchargé une première fois.',
  'search.queued': 'En attente d’une autre tâche de cette page',
  'search.stop': 'Arrêter',
  'search.answer-title': 'Réponse',
  'search.nearest': 'Les résultats ci-dessous s’en approchent le plus.',
  'search.note': 'Rédigé sur cet appareil par un modèle de langage, qui peut se tromper.',
  'search.answer-failed': 'La réponse n’a pas pu être rédigée.',

  'search.files': 'Vos fichiers',
  'search.add': 'Ajouter des fichiers',
  'search.files-note': 'La recherche porte aussi sur vos fichiers. Ils restent sur cet appareil.',
  'search.drop': 'Déposez ici des fichiers pour y rechercher.',
  'search.file-reading': 'Lecture de {name}',
  'search.file-added': 'La recherche porte maintenant aussi sur {name}.',
  'search.file-failed': '{name} ne peut pas être lu.',
  'search.file-remove': 'Retirer {name}',
});
