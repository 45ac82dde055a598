/** The texts of the list of conversations, in English. They come with it, not with the page. */
import { messages } from './messages.js';

export const enThreads = messages({
  'threads.title': 'Conversations',
  'threads.close': 'Close the list',
  'threads.untitled': 'Untitled conversation',
  'threads.search': 'Search conversations',
  'threads.clear': 'Clear the search',
  'threads.found': '{count, plural, =0 {Nothing found.} one {# conversation found.} other {# conversations found.}}',
  'threads.none': 'No conversation holds these words.',
  'threads.empty': 'What you talk about will be listed here.',
  'threads.reading': 'Looking for your conversations…',

  'threads.pinned': 'Pinned',
  'threads.today': 'Today',
  'threads.yesterday': 'Yesterday',
  'threads.week': 'Last 7 days',
  'threads.now': 'just now',
  'threads.answering': 'an answer is being written',

  'threads.more': 'Actions for {title}',
  'threads.rename': 'Rename',
  'threads.rename-label': 'New title of {title}',
  'threads.pin': 'Pin',
  'threads.unpin': 'Unpin',
  'threads.markdown': 'Export as Markdown',
  'threads.json': 'Export as JSON',
  'threads.deleted': '“{title}” was deleted.',
  'threads.undone': '“{title}” is back.',

  'threads.all': 'All conversations',
  'threads.import': 'Import…',
  'threads.export-all': 'Export all',
  'threads.erase': 'Erase everything…',
  // The question that 'threads.erase' leads to.
  'threads.erase-title': 'Erase everything?',
  'threads.erase-device':
    'All conversations and drafts are deleted from this device, also in other tabs. They cannot be brought back.',
  'threads.erase-memory': 'All conversations and drafts of this page are deleted. They cannot be brought back.',
  'threads.erase-models': 'Models stay. They can be deleted where models are changed.',
  'threads.erase-button': 'Erase',
  'threads.erased': 'All conversations were deleted.',
  'threads.erase-failed':
    'Not everything could be deleted. Close other tabs of this site and try again, or delete this site’s data in the browser’s settings.',

  'threads.imported':
    '{added, plural, =0 {No conversation was added} one {# conversation was added} other {# conversations were added}}{known, plural, =0 {} one {, # was here already} other {, # were here already}}.',
  'threads.import-failed':
    'This file holds no conversations that can be read here. Take a JSON file that was exported here.',
  'threads.drop': 'Drop to import',
  'threads.failed': 'This did not work. Try again, or reload the page.',

  'threads.unavailable':
    'This browser keeps nothing for this page: conversations last until you leave it. Export what you need.',
  'threads.full':
    'This device has no room left: what was written last is lost with this page. Delete conversations or models.',
  'threads.unreadable': 'Some of what is stored cannot be read any more. The rest is here.',
  'threads.not-kept': 'Everything was erased in another tab. Reload the page so that new conversations are kept.',
  'threads.in-memory': 'Conversations are forgotten when you leave this page.',

  'threads.opened': 'Opened: {title}',
  'threads.renamed': 'Renamed to “{title}”.',
  'threads.was-pinned': '“{title}” is pinned.',
  'threads.was-unpinned': '“{title}” is no longer pinned.',
  'threads.gone':
    'This conversation was deleted in another tab. A new one has begun; what you have written is still in the field.',
  'threads.answered': 'The answer in “{title}” has ended.',
  'threads.waiting': 'Waits for the answer in “{title}” to end.',

  'threads.export-user': 'You',
  'threads.export-assistant': 'Assistant',
  'threads.export-attached': 'Attached:',
  'threads.export-tools': 'Used:',
  'threads.export-not-done': 'not done',
  'threads.export-incomplete': 'This answer is not complete.',
});
