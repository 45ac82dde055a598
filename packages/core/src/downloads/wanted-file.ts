/** A file to bring onto the device, with all that is known of it beforehand. */

import { LocalLLMError } from '../errors.js';
import type { FileParts } from '../models/model-record.js';

/** What to fetch, and what it must be. */
export interface WantedFile {
  /** For people. */
  readonly name: string;
  readonly url: string;
  /** `null` until the server tells. */
  readonly bytes: number | null;
  /** Of the whole file, in lower-case hex. */
  readonly sha256?: string;
  /** The same for folders whose own list has no other hash. */
  readonly md5?: string;
  readonly parts?: FileParts;
  /** The bytes that such a file must begin with. */
  readonly magic?: readonly number[];
}

/** Whether somebody has said which bytes the file has, so that others in its place are recognised. */
export function isPinned({ sha256, md5, parts }: WantedFile): boolean {
  return sha256 !== undefined || md5 !== undefined || parts !== undefined;
}

/** The error for a file that is not the one that was published. */
export function damaged({ name, url }: WantedFile, how: string, hint?: string): LocalLLMError {
  return new LocalLLMError('integrity', `${name} is not the file that was published: ${how}.`, {
    hint,
    details: { url },
  });
}

/** The error for a page that a server, or the network on the way to it, sent in place of the file. */
export function webPageInstead({ name, url }: WantedFile): LocalLLMError {
  return new LocalLLMError('integrity', `A web page came in place of ${name}.`, {
    hint: 'If this network has a login page, log in and try again. Else check that the file exists at its address.',
    details: { url },
  });
}
