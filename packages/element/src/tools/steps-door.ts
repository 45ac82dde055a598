/** What shows the steps of answers and the questions about them. Fetched with the first message that has some. */
import { stylesFor } from '../adopt-styles.js';
import { enTools } from '../locales/en-tools.js';
import { addEnglish } from '../locales/english.js';
import { toolStyles } from './tools.styles.js';

export { toolApproval } from './tool-approval.js';
export { toolEnd, toolSteps } from './tool-steps.js';
export { toolTitle } from './tool-words.js';

const adoptStyles = stylesFor(toolStyles);

/** Brings texts and styles. */
export function prepareSteps(root: Node): void {
  addEnglish(enTools);
  adoptStyles(root);
}
