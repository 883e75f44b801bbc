// What the client's own declarations (*.d.ts) say of its methods' answers, and whether an answer is that: each
// member there, of its type, Dates that are dates, enumerations by names that exist.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const entry = require.resolve("@superoffice/webapi");
const read = (name) =>
  readFileSync(path.join(path.dirname(entry), name), "utf8").replace(/\/\*[^]*?\*\//g, "");
const enums = require("@superoffice/webapi");

// Interface -> [base, Map(member -> type)]; a dictionary has the one member "[index]".
const carriers = new Map();
for (const [, name, base, body] of read("Carriers.d.ts").matchAll(
  /^export interface (\w+)(?: extends (\w+))? {\n([^}]*)^}/gm,
)) {
  const members = new Map();
  for (const [, member, type] of body.matchAll(/^ +(\w+|\[index: \w+\])\??: ([^;]+);/gm))
    members.set(member.startsWith("[") ? "[index]" : member, type);
  carriers.set(name, [base, members]);
}

/// Method -> the type that its Promise is of.
export const results = new Map();
for (const [, method, type] of read("UserAgent.d.ts").matchAll(
  /^ {4}([A-Za-z]\w+Async)\(.*Promise<(.+)>;$/gm,
))
  results.set(method, type);

function membersOf(name) {
  const [base, members] = carriers.get(name);
  return base ? new Map([...membersOf(base), ...members]) : members;
}

/// The members of an interface, the base carrier's among them; null if there is no interface of that name.
export const memberNames = (name) => (carriers.has(name) ? [...membersOf(name).keys()] : null);

// Text, objects and dictionaries may be null; numbers, booleans, enumerations and dates are always there.
function* differences(type, value, place) {
  const wrong = (expected) => `${place}: expected ${expected}, found ${JSON.stringify(value)}`;
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return yield wrong("an array");
    for (const [i, item] of value.entries()) yield* differences(type.slice(0, -2), item, `${place}[${i}]`);
    return;
  }
  if (type === "void") return value === "" ? undefined : yield wrong("''");
  if (type === "string") return value === null || typeof value === "string" ? undefined : yield wrong(type);
  if (type === "number") return Number.isInteger(value) ? undefined : yield wrong("an integer");
  if (type === "boolean") return typeof value === "boolean" ? undefined : yield wrong(type);
  if (type === "Date") return value instanceof Date && !isNaN(value) ? undefined : yield wrong("a Date");
  if (type.startsWith("enums.")) {
    const names = Object.values(enums[type.slice(6)]);
    // Rights are flags: a number may be several of them.
    const isFlags = type === "enums.EFieldRight" || type === "enums.ETableRight";
    const flags = names.reduce((all, name) => (typeof name === "number" ? all | name : all), 0);
    const isCombined = isFlags && Number.isInteger(value) && value >= 0 && (value & ~flags) === 0;
    return names.includes(value) || isCombined ? undefined : yield wrong(`one of ${names}`);
  }
  const name = type.replace(/^carriers\./, "");
  if (!carriers.has(name)) return yield `${place}: the declarations have no ${type}`;
  // What is told of an entity's fields may be nothing, but is never null.
  if (value === null) return name === "FieldPropertyDictionary" ? yield wrong("{}") : undefined;
  if (typeof value !== "object" || Array.isArray(value)) return yield wrong(name);
  const members = membersOf(name);
  if (members.has("[index]")) {
    for (const [key, item] of Object.entries(value))
      yield* differences(members.get("[index]"), item, `${place}.${key}`);
    return;
  }
  for (const [member, inner] of members) yield* differences(inner, value[member], `${place}.${member}`);
}

/// What is wrong with the answer of a method; nothing if it is as declared.
export function complaints(method, answer) {
  return [...differences(results.get(method), answer, method)];
}
