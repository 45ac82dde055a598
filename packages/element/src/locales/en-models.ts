/** The texts of the sheet where models are changed and deleted, in English. They come with it, not with the page. */

export const enModels = {
  title: 'Models',
  close: 'Close',
  choose: 'Choose a model',
  inUse: 'in use',
  onDevice: 'on this device',
  gpu: 'GPU',
  cpu: 'CPU',
  licence: 'Licence',
  licenceUnknown: 'licence not stated',
  use: (model: string) => `Start ${model}`,
  change: (model: string) => `Change to ${model}`,
  keeps: 'Your conversation stays.',
  notPicked: 'This model cannot be used here. Choose another one.',

  storage: {
    title: 'On this device',
    reading: 'Looking at what is stored…',
    empty: 'No model is stored on this device yet.',
    failed: 'What is stored on this device cannot be read.',
    again: 'Try again',
    partly: 'partly downloaded',
    used: (ago: string) => `used ${ago}`,
    now: 'just now',
    room: (used: string, quota: string) => `${used} of ${quota} this browser allows`,
    roomUsed: (used: string) => `${used} in all`,
    persisted: 'The browser keeps them until you delete them.',
    notPersisted: 'The browser may clear them by itself when the device runs out of room.',
    delete: (model: string) => `Delete ${model}`,
    deleteAll: 'Delete all',
    confirm: (model: string, size: string) => `Delete ${model}? To use it again, ${size} have to be downloaded again.`,
    confirmAll: (size: string) =>
      `Delete all models? To use one again, it has to be downloaded again. This frees ${size}.`,
    confirmInUse: 'It is in use and stops first. Your conversation stays.',
    confirmButton: 'Delete',
    keep: 'Keep',
    deleting: 'Deleting…',
    deleted: (model: string) => `${model} was deleted.`,
    deletedAll: 'All models were deleted.',
    busy: (model: string) => `${model} is in use in another tab. Close that tab, then delete it.`,
    deleteFailed: (model: string) => `${model} could not be deleted. Try again, or reload the page.`,
  },
};

/** These texts in one language. */
export type ModelStrings = typeof enModels;
