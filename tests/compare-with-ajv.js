// The other half of compare-with-ajv.sh: reads our cases with our verdicts and asks ajv for its own.
'use strict';
const fs = require('fs');
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;

const ajv = addFormats(new Ajv({ strict: false, logger: false }));

// The same schema in the words of JSON Schema. Parts of allOf, anyOf, oneOf and not say nothing of which fields there are.
function translate(schema, isStructural) {
  const result = { ...schema };
  const below = (inner) => translate(inner, isStructural);
  if (schema.exclusiveMinimum !== undefined) {
    delete result.exclusiveMinimum;
    if (schema.exclusiveMinimum) result.exclusiveMinimum = schema.minimum;
  }
  if (schema.exclusiveMaximum !== undefined) {
    delete result.exclusiveMaximum;
    if (schema.exclusiveMaximum) result.exclusiveMaximum = schema.maximum;
  }
  if (schema['x-kubernetes-int-or-string']) result.type = ['integer', 'string'];
  if (schema['x-kubernetes-list-type'] === 'set') result.uniqueItems = true;
  if (schema.properties) result.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, below(inner)]));
  if (schema.items) result.items = below(schema.items);
  if (schema.additionalProperties) result.additionalProperties = below(schema.additionalProperties);
  else if (isStructural && schema.type === 'object' && !schema['x-kubernetes-preserve-unknown-fields']) result.additionalProperties = false;
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    if (schema[word]) result[word] = schema[word].map((part) => translate(part, false));
  }
  if (schema.not) result.not = translate(schema.not, false);
  return result;
}

let passed = 0;
let failed = 0;
for (const line of fs.readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
  const { schema, cases } = JSON.parse(line);
  const validate = ajv.compile(translate(schema, true));
  for (const { instance, misfits } of cases) {
    const isValid = validate(instance);
    if (isValid === (misfits.length === 0)) {
      passed++;
      continue;
    }
    if (++failed <= 10) {
      console.log(JSON.stringify({ schema, instance, ours: misfits, ajv: validate.errors }, null, 1));
    }
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
