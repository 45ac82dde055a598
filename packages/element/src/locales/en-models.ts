/** The texts of the sheet where models are changed and deleted, in English. They come with it, not with the page. */
import { messages } from './messages.js';

export const enModels = messages({
  'models.title': 'Models',
  'models.choose': 'Choose a model',
  'models.in-use': 'in use',
  // With the punctuation of the language, as it stands in a line with the licence; 'about.licence' stands above it.
  'models.licence': 'Licence:',
  'models.licence-unknown': 'licence not stated',
  'models.use': 'Start {model}',
  'models.change': 'Change to {model}',
  'models.keeps': 'Your conversation stays.',
  'models.not-picked': 'This model cannot be used here. Choose another one.',

  // A title, where 'about.here' is said of one model.
  'storage.title': 'On this device',
  'storage.reading': 'Looking at what is stored…',
  'storage.empty': 'No model is stored on this device yet.',
  'storage.failed': 'What is stored on this device cannot be read.',
  'storage.partly': 'partly downloaded',
  'storage.used': 'used {ago}',
  'storage.used-now': 'used just now',
  'storage.room': '{used} of {quota} this browser allows',
  'storage.room-used': '{used} in all',
  'storage.persisted': 'The browser keeps them until you delete them.',
  'storage.not-persisted': 'The browser may clear them by itself when the device runs out of room.',
  'storage.delete': 'Delete {model}',
  'storage.delete-all': 'Delete all',
  'storage.confirm': 'Delete {model}? To use it again, {size} have to be downloaded again.',
  'storage.confirm-all': 'Delete all models? To use one again, it has to be downloaded again. This frees {size}.',
  'storage.confirm-in-use': 'It is in use and stops first. Your conversation stays.',
  'storage.deleting': 'Deleting…',
  // A model and a conversation ('threads.deleted') can be of different genders.
  'storage.deleted': '{model} was deleted.',
  'storage.deleted-all': 'All models were deleted.',
  'storage.busy': '{model} is in use in another tab. Close that tab, then delete it.',
  'storage.delete-failed': '{model} could not be deleted. Try again, or reload the page.',
});
