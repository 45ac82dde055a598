/** Whether an object is what its JSON Schema asks for. */
import Ajv from 'ajv';

const ajv = new Ajv({ strict: false });

/**
 * @param {unknown} value
 * @param {Record<string, unknown>} schema
 */
export const fitsSchema = (value, schema) => value !== undefined && ajv.validate(schema, value);
