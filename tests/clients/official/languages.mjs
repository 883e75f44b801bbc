// Languages, cultures and zones, asked for by each of the means that the client has:
// gateway.py node languages.mjs
import {
  admin,
  agentWith,
  ask,
  attempt,
  basic,
  check,
  employee,
  finish,
  refused,
  vendor,
} from "./support.mjs";

let received;
// The client gives no access to headers; its axios does.
const seeing = {
  transformResponse: (data, headers) => ((received = headers), data === "" ? "" : JSON.parse(data)),
};
const who = { ...basic(admin.name, admin.password), ...seeing };
const plain = agentWith(who);
const { DoNotParse } = vendor.ResourceParsing;

async function zones() {
  const asked = async (what, agent, expected, ...options) => {
    await ask(agent, "getUserInfoAsync", admin.id, ...options);
    check(`${what}: SO-TimeZone`, received.get("SO-TimeZone") ?? null, expected);
  };
  await asked("none", plain, null);
  await asked("of the agent", agentWith(who, { timezone: "NO" }), "NO");
  await asked("of the agent, by id", agentWith(who, { timezone: "261" }), "NO");
  await asked(
    "of the agent with offset",
    agentWith(who, { languageCode: "en", cultureCode: "nb-NO", timezone: "NO", timezoneInclude: true }),
    "NO, includeTZOffset",
  );
  await asked("of the request", plain, "US-NY, includeTZOffset", {
    languageCode: "sv",
    cultureCode: "nb",
    timezone: "US-NY",
    timezoneInclude: true,
  });
  await asked("of the request before the agent's", agentWith(who, { timezone: "NO" }), "UTC", {
    timezone: "utc",
  });
  await asked("without parsing", agentWith(who, { resourceParsing: DoNotParse, timezone: "DK" }), "DK");
  await refused(plain, 400, "ArgumentException", "getUserInfoAsync", admin.id, { timezone: "XX" });
}

const inLanguage = (languageCode, options = {}) => agentWith(who, { languageCode, ...options });
const languageOf = () => received.get("Content-Language") ?? null;

// What the service itself says: an error's message, a reason, labels.
async function messages() {
  const rows = [
    ["nb", "Passordet må ha minst 8 tegn.", "Brukeradministrator", "Krev passordendring"],
    [
      "de",
      "Das Kennwort muss mindestens 8 Zeichen enthalten.",
      "Benutzeradministrator",
      "Kennwortänderung verlangen",
    ],
    [
      "fr",
      "Le mot de passe doit contenir au moins 8 caractères.",
      "Administrateur des utilisateurs",
      "Exiger un changement de mot de passe",
    ],
    [undefined, "The password needs at least 8 characters.", "User Administrator", "Require password change"],
  ];
  const user = await ask(plain, "getUserAsync", employee.id);
  const candidate = [employee.id, "InternalAssociate", 2, "short"];
  for (const [code, message, right, command] of rows) {
    const agent = inLanguage(code);
    const weak = ["setPasswordAsync", employee.id, "short"];
    const error = await refused(agent, 400, "SoInvalidPasswordException", ...weak);
    check(`${code}: an error`, error.data.Message, message);
    const said = error.headers.get("Content-Language") ?? null;
    check(`${code}: an error's Content-Language`, said, code ?? null);
    const judged = await ask(agent, "isPasswordValidWithReasonAsync", ...candidate);
    check(`${code}: a reason`, judged.reason, message);
    const rights = await ask(agent, "getAllFunctionalRightsAsync", "Employee");
    check(`${code}: Content-Language`, languageOf(), code ?? null);
    const named = rights.find((one) => one.extraInfo === "admin-users");
    check(`${code}: a functional right`, named?.name, right);
    const commands = await ask(agent, "getUserCommandsAsync", { user });
    const wanted = commands.find((one) => one.displayName === command);
    check(`${code}: a command, and its name for programs`, typeof wanted?.name, "string");
  }
  const swedish = { languageCode: "sv" };
  const asked = await ask(plain, "isPasswordValidWithReasonAsync", ...candidate, swedish);
  check("of the request", asked.reason, "Lösenordet måste ha minst 8 tecken.");
}

// What people stored in several languages, and the resource string on record.
async function stored() {
  const name = 'NO:"Leverandør";US:"Supplier"';
  const tooltip = 'US:"Who sells";GE:"Wer verkauft";';
  const made = await ask(plain, "createUserGroupAsync");
  const { id } = await ask(plain, "saveUserGroupAsync", { ...made, value: name, tooltip });
  const role = await ask(plain, "createDefaultRoleEntityAsync");
  const resource = "[SR_MANDATORY_FIELD_1281]";
  const { roleId } = await ask(plain, "saveRoleEntityAsync", { ...role, name: "Named", tooltip: resource });
  const rows = [
    ["none", plain, name, tooltip, resource],
    ["DoNotParse", agentWith(who, { resourceParsing: DoNotParse }), name, tooltip, resource],
    ["nb", inLanguage("nb"), "Leverandør", "Who sells", "Firmanavn"],
    ["de", inLanguage("de"), "Supplier", "Wer verkauft", null],
    ["fr", inLanguage("fr"), "Supplier", "Who sells", "Nom de société"],
  ];
  for (const [what, agent, value, tip, text] of rows) {
    const group = await ask(agent, "getUserGroupAsync", id);
    check(`${what}: a group`, [group.value, group.tooltip], [value, tip]);
    const all = await ask(agent, "getAllUserGroupsAsync", false);
    check(`${what}: in a list`, all.find((one) => one.id === id).value, value);
    const read = await ask(agent, "getRoleEntityAsync", roleId);
    if (text !== null) check(`${what}: a resource string`, read.tooltip, text);
  }
}

// Values inside texts, in the culture asked for.
async function encoded() {
  const texts = ["[F:4.43]", "[D:03/28/2019 00:00:00.0000000]"];
  const ids = [];
  for (const tooltip of texts) {
    const made = await ask(plain, "createUserGroupAsync");
    const group = { ...made, value: `Holds ${tooltip.slice(1, 2)}`, tooltip };
    const saved = await ask(plain, "saveUserGroupAsync", group);
    ids.push(saved.id);
  }
  const shown = async (agent, ...options) => {
    const all = await ask(agent, "getAllUserGroupsAsync", false, ...options);
    return ids.map((id) => all.find((one) => one.id === id).tooltip);
  };
  check("no language", await shown(plain), texts);
  check("no language: no culture", await shown(agentWith(who, { cultureCode: "nb" })), texts);
  check("the language's", await shown(inLanguage("nb")), ["4,43", "28.03.2019"]);
  check("another", await shown(inLanguage("nb", { cultureCode: "en-US" })), ["4.43", "3/28/2019"]);
  const unknown = inLanguage("de", { cultureCode: "tlh" });
  check("none that is known", await shown(unknown), ["4,43", "28.03.2019"]);
  const options = { languageCode: "fr", cultureCode: "en-GB", timezone: "US-NY", timezoneInclude: true };
  check("of the request, in no zone", await shown(plain, options), ["4.43", "28/03/2019"]);

  // As with a text of several languages: what was read is what is saved.
  const norwegian = inLanguage("nb");
  await ask(norwegian, "saveUserGroupAsync", await ask(norwegian, "getUserGroupAsync", ids[0]));
  check("saved as it was shown; the rest stays", await shown(plain), ["4,43", texts[1]]);
}

for (const work of [zones, messages, stored, encoded]) await attempt(work);
finish("languages, cultures and zones");
