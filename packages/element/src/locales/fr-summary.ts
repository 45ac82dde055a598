/** The texts of `<local-llm-summary>`, in French. */
import type { Translation } from './english.js';
import { messages } from './messages.js';

export const frSummary = messages<Translation>({
  'summary.button': 'Résumer cet article',
  'summary.once': 'Télécharge {size} une seule fois, puis fonctionne hors connexion.',
  'summary.once-unknown': 'Télécharge un modèle une seule fois, puis fonctionne hors connexion.',
  'summary.promise': 'L’article est lu sur cet appareil et n’est envoyé nulle part.',
  'summary.wait': 'Un instant…',
  'summary.unreachable': 'Le chargement a échoué. Vérifiez la connexion et appuyez de nouveau, ou rechargez la page.',
  'summary.agree': 'Un modèle doit d’abord être téléchargé. Appuyez de nouveau si vous êtes d’accord.',
  'summary.offline': 'Il n’y a pas de connexion, et le modèle doit être téléchargé une première fois.',
  'summary.no-article': 'Il n’y a pas d’article à résumer ici.',

  'summary.queued': 'En attente d’un autre résumé de cette page',
  'summary.reading': 'Lecture de l’article',
  'summary.part': 'Lecture de la partie {part, number} sur {parts, number}',
  'summary.parts': 'L’article est lu en {parts, plural, one {# partie} many {# de parties} other {# parties}}.',
  'summary.writing': 'Rédaction du résumé',
  'summary.progress': 'Lu',
  'summary.stop': 'Arrêter',
  'summary.stopped': 'Le résumé a été arrêté.',
  'summary.cut': 'Arrêté : ce n’est pas le résumé complet.',

  'summary.title': 'Résumé',
  'summary.done': 'Le résumé est prêt.',
  'summary.copy': 'Copier',
  'summary.copied': 'Copié',
  'summary.again': 'Résumer de nouveau',
  'summary.note': 'Rédigé sur cet appareil par un modèle de langage, qui peut se tromper.',
  'summary.changed': 'L’article a changé depuis que ce résumé a été rédigé.',
  'summary.failed': 'Le résumé n’a pas pu être rédigé.',
});
