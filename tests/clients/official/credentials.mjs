// Credentials and their directories, secrets that are read back, tokens, and what needs an OpenID provider.
import {
  agentWith,
  ask,
  bearer,
  check,
  checkPart,
  employee,
  logIn,
  nobody,
  passwordType,
  refused,
} from "./support.mjs";
import { passwordOf } from "./users.mjs";

const strong = "corrêct-hørse-🔑-battery";

async function credentials(agent) {
  const types = await ask(agent, "getCredentialTypesAsync");
  check(
    "getCredentialTypes",
    types.map((one) => [one.type, one.valueControl]),
    [[passwordType, "Password"]],
  );
  check(
    "getCredentialTypesForUserType",
    await ask(agent, "getCredentialTypesForUserTypeAsync", "InternalAssociate"),
    types,
  );
  check("saveCredential", await ask(agent, "saveCredentialAsync", employee.id, passwordOf(strong)), true);
  check("saveCredential: logs in", (await logIn(employee.name, strong)) !== null);
  check("deleteCredential", await ask(agent, "deleteCredentialAsync", employee.id, passwordType), true);
  check(
    "deleteCredential: again",
    await ask(agent, "deleteCredentialAsync", employee.id, passwordType),
    false,
  );
  check("deleteCredential: no log-in", await logIn(employee.name, strong), null);
  await ask(agent, "saveCredentialAsync", employee.id, passwordOf(strong));
  await refused(agent, 404, "SoNotFoundException", "saveCredentialAsync", nobody, passwordOf(strong));

  const groups = await ask(agent, "findCredentialsGroupsAsync", passwordType, "sal");
  check(
    "findCredentialsGroups",
    groups.map((group) => group.name),
    ["Sales"],
  );
  const found = await ask(agent, "findCredentialUsersAsync", passwordType, "TINA");
  check(
    "findCredentialUsers",
    found.users.map((user) => user.value),
    ["tje0"],
  );
  check("findCredentialUsers: columns", found.users[0].columns.length, found.headings.length);
  const members = await ask(agent, "getCredentialUsersInGroupAsync", passwordType, "Sales");
  check(
    "getCredentialUsersInGroup",
    members.users.map((user) => user.value),
    ["ADM0", "old0", "room1", "tje0"],
  );
  await refused(agent, 400, "ArgumentException", "findCredentialUsersAsync", "Telepathy", "");
}

async function untrusted(agent) {
  const made = await ask(agent, "createDefaultUntrustedCredentialsAsync");
  checkPart("createDefaultUntrustedCredentials", made, { publicValue: "", secretValue: "" });
  const wanted = {
    ...made,
    publicValue: "a@example.com",
    secretValue: "geheim <&> 🔒",
    comment: "Post",
    isActive: true,
    validFrom: new Date("2026-01-01T00:00:00"),
    validTo: new Date("2027-01-01T12:30:00"),
  };
  check("saveUntrustedCredentials", await ask(agent, "saveUntrustedCredentialsAsync", "Mail", wanted), "");
  check("getUntrustedCredentials", await ask(agent, "getUntrustedCredentialsAsync", "Mail"), [wanted]);
  check(
    "getUntrustedCredentials of another type",
    await ask(agent, "getUntrustedCredentialsAsync", "Fax"),
    [],
  );
  check(
    "removeUntrustedCredentials",
    await ask(agent, "removeUntrustedCredentialsAsync", "Mail", "a@example.com"),
    "",
  );
  check("removeUntrustedCredentials: gone", await ask(agent, "getUntrustedCredentialsAsync", "Mail"), []);
  await refused(
    agent,
    404,
    "SoNotFoundException",
    "removeUntrustedCredentialsAsync",
    "Mail",
    "a@example.com",
  );

  const of = (method, ...more) => ask(agent, `${method}ForAssociateAsync`, employee.id, "Mail", ...more);
  check("saveUntrustedCredentialsForAssociate", await of("saveUntrustedCredentials", wanted), "");
  check("getUntrustedCredentialsForAssociate: no secret", await of("getUntrustedCredentials"), [
    { ...wanted, secretValue: null },
  ]);
  check(
    "removeUntrustedCredentialsForAssociate",
    await of("removeUntrustedCredentials", "a@example.com"),
    "",
  );
  check("removeUntrustedCredentialsForAssociate: gone", await of("getUntrustedCredentials"), []);
}

async function serviceAccounts(agent) {
  const made = await ask(agent, "createDefaultServiceAuthAsync");
  checkPart("createDefaultServiceAuth", made, { serviceAuthId: 0, password: "" });
  const wanted = {
    ...made,
    server: "imap.example.com",
    port: 993,
    authType: "Basic",
    username: "robot",
    password: "ge🔒",
  };
  const saved = await ask(agent, "saveServiceAuthAsync", wanted);
  check("saveServiceAuth", { ...saved, serviceAuthId: 0 }, wanted);
  check("getServiceAuth", await ask(agent, "getServiceAuthAsync", saved.serviceAuthId), saved);
  check("deleteServiceAuth", await ask(agent, "deleteServiceAuthAsync", saved.serviceAuthId), "");
  check("deleteServiceAuth: gone", await ask(agent, "getServiceAuthAsync", saved.serviceAuthId), null);
  await refused(agent, 404, "SoNotFoundException", "deleteServiceAuthAsync", saved.serviceAuthId);
}

async function tokens(agent) {
  const kept = {
    provider: "example",
    accessToken: "access-1",
    refreshToken: "refresh-1",
    claims: '{"sub":"tína"}',
  };
  const key = await ask(agent, "saveExternalTokensAsync", kept);
  check("saveExternalTokens: a key", /^[\w-]{43,}$/.test(key));
  checkPart("getExternalTokens", await ask(agent, "getExternalTokensAsync", key), kept);
  check("getExternalTokens of no key", await ask(agent, "getExternalTokensAsync", "none"), null);
  const token = await ask(agent, "getAccessTokenAsync", null, false);
  check("getAccessToken", token.startsWith("8A:"));
  checkPart("getAccessToken: lets in", await agentWith(bearer(token)).getUserInfoAsync(1), {
    userName: "ADM0",
  });

  // No OpenID provider is configured.
  const back = "https://example.com/back";
  check("getAccessGatewayInfo", await ask(agent, "getAccessGatewayInfoAsync"), null);
  check("checkAccessGatewayRegistration", await ask(agent, "checkAccessGatewayRegistrationAsync"), false);
  const none = (method, ...parameters) => refused(agent, 500, "SoServerException", method, ...parameters);
  await none("getOrRegisterAccessGatewayInfoAsync", back);
  await none("registerWithAccessGatewayAsync", back);
  await none("exchangeCodeAndSaveTokensAsync", "example", "code", "nonce", "verifier", back);
  await none("decryptAndSaveExternalTokensAsync", kept);
}

export async function callCredentials(agent) {
  await credentials(agent);
  await untrusted(agent);
  await serviceAccounts(agent);
  await tokens(agent);
}
