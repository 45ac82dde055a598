/** The texts of code that is run, in English. They come with the first run, not with the page. */
import { messages } from './messages.js';

export const enRun = messages({
  // Of code: what runs may be of another gender than an answer or a summary.
  'run.stop': 'Stop',
  'run.again': 'Run again',
  'run.output': 'Output',
  'run.running': 'Running…',
  'run.done': 'Done in {time}.',
  'run.nothing': 'It has shown nothing.',
  'run.stopped': 'Stopped.',
  'run.cut': 'There was more than is shown here.',
  'run.value': 'Result:',
  'run.warning': 'Warning:',
  'run.error': 'Error:',
  'run.chart': 'Chart',
  'run.line': 'Line {line, number}:',
  'run.failed.timeout': 'It took too long and was ended.',
  'run.failed.memory': 'It needed too much memory and was ended.',
  'run.failed.stack': 'Its calls go too deep.',
  'run.failed.output': 'Its result is too long to be shown.',
  'run.failed.unsettled': 'It waits for something that never comes.',
  'run.failed.crash': 'It broke its sandbox and was ended.',
  'run.unusable': 'Code cannot be run here right now.',
});
