// Validates an OpenAPI document with a public validator, and every example in it against its schema.
// Usage: npm ci --ignore-scripts && node check.mjs openapi.json
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import SwaggerParser from "@apidevtools/swagger-parser";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

function* examplesOf(document) {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!methods.has(method)) continue;
      const place = `${method.toUpperCase()} ${path}`;
      for (const parameter of operation.parameters ?? [])
        if ("example" in parameter) yield [`${place} ${parameter.name}`, parameter.schema, parameter.example];
      const holders = [["body", operation.requestBody], ...Object.entries(operation.responses)];
      for (const [name, holder] of holders)
        for (const [type, media] of Object.entries(holder?.content ?? {}))
          if ("example" in media) yield [`${place} ${name} ${type}`, media.schema, media.example];
    }
  }
}

// Dates of the WebAPI carry an offset only where the caller asked for one, so RFC 3339 would be too strict.
const formats = {
  int32: { type: "number", validate: (n) => Number.isInteger(n) && Math.abs(n + 0.5) < 2 ** 31 },
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$/,
  byte: /^[A-Za-z0-9+/]*={0,2}$/,
};

// OpenAPI 3.0 schemas are close enough to JSON Schema for Ajv, which knows `nullable`.
function checkExamples(document) {
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, formats });
  ajv.addSchema(document, "openapi.json");
  const absolute = (schema) =>
    JSON.parse(JSON.stringify(schema), (key, value) => (key === "$ref" ? `openapi.json${value}` : value));
  let checked = 0;
  const failures = [];
  for (const [place, schema, example] of examplesOf(document)) {
    const validate = ajv.compile(absolute(schema));
    ++checked;
    if (!validate(example)) failures.push(`${place}: ${ajv.errorsText(validate.errors)}`);
  }
  return { checked, failures };
}

const file = process.argv[2];
if (!file) {
  console.error("usage: node check.mjs openapi.json");
  process.exit(2);
}
const document = JSON.parse(await readFile(file, "utf8"));
try {
  // The validator follows references in place, so it gets a copy.
  await SwaggerParser.validate(structuredClone(document));
} catch (error) {
  console.error(`not a valid OpenAPI document: ${error.message}`);
  process.exit(1);
}
const { checked, failures } = checkExamples(document);
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exit(1);
const names = Object.values(document.paths).flatMap(Object.keys);
const operations = names.filter((name) => methods.has(name)).length;
console.log(`valid: OpenAPI ${document.openapi}, ${operations} operations, ${checked} examples`);
