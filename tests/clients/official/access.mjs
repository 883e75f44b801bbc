// Who is let in, and how the client sees it when somebody is not; addresses; what it sends back unasked:
// gateway.py node access.mjs
import {
  admin,
  agentWith,
  ask,
  attempt,
  base,
  basic,
  bearer,
  check,
  checkPart,
  employee,
  finish,
  logIn,
  passwordType,
  refused,
  ticket,
} from "./support.mjs";

const agent = agentWith(basic(admin.name, admin.password));
const names = (axiosConfig, options) => agentWith(axiosConfig, options).getUserInfoAsync(admin.id);
const isLetIn = async (what, axiosConfig, options) => {
  try {
    checkPart(what, await names(axiosConfig, options), { userName: admin.name });
  } catch (error) {
    check(`${what}: is let in`, error.response?.status ?? error.message, 200);
  }
};

// The client sends user and password as UTF-8; the first colon ends the name.
async function passwords() {
  for (const [name, password] of [
    ["ØÆ", 'x-på:ss"wö€-battery'],
    ["名前 😀", "::--::correct horse"],
    ["e\u0301a", "e\u0301-corrêct-hørse"],
  ]) {
    const saved = await ask(agent, "saveUserAsync", {
      name,
      type: "InternalAssociate",
      role: { id: 1 },
      userGroup: { id: 1 },
      person: { lastname: "L" },
      credentials: [{ type: { type: passwordType }, value: password }],
    });
    check(`${name} is stored in NFC`, saved.name, name.normalize());
    await isLetIn(`${name}: Basic`, basic(name, password));
    await isLetIn(`${name} in NFC: Basic`, basic(name.normalize(), password.normalize()));
    await isLetIn(`${name}: a ticket from SOAP`, ticket(await logIn(name, password)));
    const own = agentWith(basic(name, password));
    check(
      `${name} changes the password`,
      await ask(own, "changeOwnPasswordAsync", password, `${password} 2`),
      true,
    );
    await isLetIn(`${name}: the new password`, basic(name, `${password} 2`));
    await refused(own, 401, "SoSessionException", "getCredentialTypesAsync");
  }
}

async function credentials() {
  const value = await logIn(admin.name, admin.password);
  for (const scheme of ["SOTicket", "SoTicket", "soticket"])
    await isLetIn(`${scheme}`, { headers: { Authorization: `${scheme} ${value}` } });
  await isLetIn("a ticket as user name", basic(value, ""));
  const token = await agent.getAccessTokenAsync("", false);
  await isLetIn("Bearer", bearer(token));
  await isLetIn("Bearer with SO-AppToken", {
    headers: { Authorization: `Bearer ${token}`, "SO-AppToken": "sek" },
  });
  await isLetIn("names in any case", basic("adm0", admin.password));
}

// One text for all of them: an answer tells nobody whether an account exists.
async function strangers() {
  const texts = new Set();
  const unknown = {
    "an empty password": basic(admin.name, ""),
    "a wrong password": basic(admin.name, "wrong"),
    "a stranger": basic("nobody", "wrong"),
    "a retired one": basic("old0", "Old0-demo-only"),
  };
  for (const [what, axiosConfig] of Object.entries(unknown)) {
    const response = await refused(
      agentWith(axiosConfig),
      401,
      "SoSessionException",
      "getCredentialTypesAsync",
    );
    check(
      `${what}: challenges`,
      response?.headers["www-authenticate"],
      'Basic realm="NetServer", charset="UTF-8", SoTicket, Bearer',
    );
    texts.add(JSON.stringify(response?.data));
  }
  check("one answer for all of them", texts.size, 1);
  for (const axiosConfig of [
    {},
    ticket("7T:bm8gc3VjaCB0aWNrZXQ="),
    bearer("8A:Cust12345.abc=="),
    bearer("abc"),
  ])
    await refused(agentWith(axiosConfig), 401, "SoSessionException", "getCredentialTypesAsync");
}

async function denied() {
  const tina = agentWith(basic(employee.name, employee.password));
  check("one's own user", (await ask(tina, "getUserAsync", employee.id)).name, employee.name);
  await refused(tina, 403, "SoSentryException", "getUserAsync", admin.id);
  await refused(tina, 403, "SoSentryException", "saveUserAsync", await tina.getUserAsync(employee.id));
  await refused(tina, 403, "SoSentryException", "setPasswordAsync", admin.id, "corrêct-hørse-battery");
  // What is undefined is not sent, and null is no password.
  check(
    "changeOwnPassword(null, undefined)",
    await ask(tina, "changeOwnPasswordAsync", null, undefined),
    false,
  );
  check("nothing has changed", (await logIn(employee.name, employee.password)) !== null);
}

// The client appends api/ to what does not end so: what comes before the last one is the installation's.
async function addresses() {
  for (const path of [
    "",
    "/",
    "/api",
    "/api/",
    "/Cust12345",
    "/Cust12345/",
    "/SuperOffice/api",
    "/api/v1",
    "/API/",
  ])
    await isLetIn(`'${path}'`, basic(admin.name, admin.password), { baseUrl: base + path });
}

// The client sends masks as numbers; what is read-only comes back and is ignored.
async function masks() {
  const user = await agent.getUserAsync(employee.id);
  const rights = {
    tableRight: { mask: 15, reason: "" },
    fieldProperties: {
      Name: { fieldRight: { mask: 67, reason: "" }, fieldType: "System.String", fieldLength: 254 },
    },
  };
  const sent = {
    ...user,
    ...rights,
    person: { ...user.person, ...rights },
    role: { ...user.role, ...rights },
    userGroup: { ...user.userGroup, ...rights },
    customFields: { "SuperOffice:1": "[I:3]" },
  };
  check("sent back with numbers, nothing changes", await ask(agent, "saveUserAsync", sent), user);
  const named = { mask: "Select, Update", reason: "" };
  check(
    "sent back with names, nothing changes",
    await ask(agent, "saveUserAsync", { ...user, tableRight: named }),
    user,
  );
}

await attempt(passwords);
await attempt(credentials);
await attempt(strangers);
await attempt(denied);
await attempt(addresses);
await attempt(masks);
finish("access");
