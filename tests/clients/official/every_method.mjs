// Every method of the client's UserAgent as one identity, against a gateway with the demo associates:
// npm ci --ignore-scripts && gateway.py node every_method.mjs basic|ticket|bearer [plain|translated|raw]
// A process an identity: the options of a process's first agent become those of the others.
import { memberNames, results } from "./declared.mjs";
import {
  admin,
  agentWith,
  attempt,
  base,
  basic,
  bearer,
  called,
  check,
  finish,
  logIn,
  ticket,
  vendor,
} from "./support.mjs";
import { callCredentials } from "./credentials.mjs";
import { callPasswords } from "./passwords.mjs";
import { callRights } from "./rights.mjs";
import { callUsers } from "./users.mjs";

async function currentToken() {
  const credentials = Buffer.from(`${admin.name}:${admin.password}`).toString("base64");
  const response = await fetch(`${base}/api/v1/User/currentToken`, {
    headers: { Authorization: `Basic ${credentials}` },
  });
  check("currentToken", response.status, 200);
  return response.json();
}

const identities = {
  basic: () => basic(admin.name, admin.password),
  ticket: async () => ticket(await logIn(admin.name, admin.password)),
  bearer: async () => bearer(await currentToken()),
};

// Methods that begin with an underscore are the client's own; the rest are the contract's, each an operation.
function methods() {
  const all = Object.getOwnPropertyNames(vendor.UserAgent.prototype);
  return all.filter((name) => name !== "constructor" && !name.startsWith("_")).sort();
}

// Methods, their arguments and the members of carriers are the same in the client and in the gateway's description.
async function checkContract() {
  const operations = methods().map((name) => name[0].toUpperCase() + name.slice(1).replace(/Async$/, ""));
  check("the client has 97 methods", operations.length, 97);
  check("each has a declared answer", [...results.keys()].sort(), methods());
  const { paths, components } = await (await fetch(`${base}/api/v1/openapi.json`)).json();
  const prefix = "/api/v1/Agents/User/";
  const described = Object.keys(paths).filter((path) => path.startsWith(prefix));
  check("the same operations", described.map((path) => path.slice(prefix.length)).sort(), operations.sort());
  let compared = 0;
  // currentPrincipal's carrier is none of the agent's, and has a member more.
  const { SoPrincipalCarrier, ...schemas } = components.schemas;
  check("currentPrincipal: the member more", "UserName" in SoPrincipalCarrier.properties);
  for (const [name, { properties, enum: words }] of Object.entries(schemas)) {
    // A word that the client does not know, it answers as undefined.
    if (words)
      check(
        `words of ${name}`,
        words.filter((word) => !(word in vendor[name])),
        [],
      );
    const declared = memberNames(name) ?? memberNames(`User_${name}`);
    if (declared === null || declared.includes("[index]") || !properties) continue;
    const camelCase = Object.keys(properties).map((member) => member[0].toLowerCase() + member.slice(1));
    check(`members of ${name}`, camelCase.sort(), declared.sort());
    ++compared;
  }
  check("nearly a hundred carriers and requests are compared", compared > 90);
}

// What the client may ask for beside the call; the zones are those that the process runs in (TZ).
const manners = {
  plain: {},
  translated: { languageCode: "nb", cultureCode: "nb-NO", timezone: "NO", timezoneInclude: true },
  raw: { resourceParsing: vendor.ResourceParsing.DoNotParse, timezone: "US-NY" },
};

const [kind, manner = "plain"] = process.argv.slice(2);
if (!(kind in identities && manner in manners))
  throw new Error("every_method.mjs: not such an identity or manner");
await attempt(checkContract);
const agent = agentWith(await identities[kind](), manners[manner]);
await attempt(() => callUsers(agent));
await attempt(() => callRights(agent));
await attempt(() => callCredentials(agent));
await attempt(() => callPasswords(agent, kind === "basic"));
check(
  "every method was called",
  methods().filter((name) => !called.has(name)),
  [],
);
finish(`every method as ${kind}, ${manner}`);
