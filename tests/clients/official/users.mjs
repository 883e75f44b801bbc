// Users: defaults, saved, read back, retired, deleted; external users, names, presence and commands.
import {
  admin,
  ask,
  check,
  checkPart,
  employee,
  external,
  logIn,
  nobody,
  passwordType,
  refused,
} from "./support.mjs";

const internal = "InternalAssociate";
const password = "corrêct-hørse-😀-battery";

export const passwordOf = (value) => ({ type: { type: passwordType }, value });

async function defaults(agent) {
  const made = await ask(agent, "createDefaultUserAsync");
  checkPart("a default user", made, {
    associateId: 0,
    type: internal,
    deleted: false,
    credentials: [],
    userName: "",
  });
  const system = await ask(agent, "createDefaultUserFromUserTypeAsync", "SystemAssociate");
  checkPart("a default system user", system, { associateId: 0, type: "SystemAssociate" });
  const ofPerson = await ask(agent, "createDefaultUserFromUserTypeAndPersonIdAsync", "ExternalAssociate", 1);
  check("a default user of a person", [ofPerson.type, ofPerson.person.personId], ["ExternalAssociate", 1]);
  const ofCredential = await ask(
    agent,
    "createDefaultUserFromUserTypeAndCredentialAsync",
    internal,
    1,
    passwordType,
    "",
    "Paul",
  );
  checkPart("a default user of a credential", ofCredential, { associateId: 0, type: internal });
  return made;
}

// The client sends camelCase back with dates, masks and nulls as it read them: what was made must be saved.
async function saving(agent, made) {
  Object.assign(made, {
    name: "né0",
    userName: "nélie@example.com",
    nickName: "Né ☃",
    rank: 7,
    tooltip: 'a "b" <&>',
  });
  Object.assign(made.person, {
    firstname: "Nélie",
    lastname: "Ørsted",
    email: "nélie@example.com",
    contactId: 4,
  });
  made.role = { id: 2 };
  made.userGroup = { id: 2 };
  made.otherGroups = [{ id: 3 }, { id: 1 }];
  made.credentials = [passwordOf(password)];
  check("validateUser: valid", await ask(agent, "validateUserAsync", made), {});
  const judged = await ask(agent, "validateUserAsync", { ...made, name: "a:b" });
  check("validateUser: the field that is wrong", Object.keys(judged), ["Name"]);
  const names = await Promise.all(
    ["getValidUserNameForNewUserAsync", "getDefaultAssociateUserNameAsync"].map((method) =>
      ask(agent, method, made),
    ),
  );
  check(
    "names made for a user",
    names.every((name) => name.length > 0),
  );

  const saved = await ask(agent, "saveUserAsync", made);
  check("saveUser: an id", saved.associateId > 0);
  const read = await ask(agent, "getUserAsync", saved.associateId);
  check("saveUser answers what is read", read, saved);
  checkPart("saveUser", read, {
    name: "né0",
    userName: "nélie@example.com",
    nickName: "Né ☃",
    rank: 7,
    tooltip: 'a "b" <&>',
    type: internal,
    deleted: false,
  });
  checkPart("saveUser: person", read.person, {
    firstname: "Nélie",
    lastname: "Ørsted",
    contactId: 4,
    associateId: saved.associateId,
    fullName: "Nélie Ørsted",
  });
  check(
    "saveUser: groups",
    [read.userGroup.value, ...read.otherGroups.map((group) => group.value)],
    ["Sales", "Management", "Support"],
  );
  check("saveUser: the role", [read.role.id, read.role.value], [2, "User level 1"]);
  check(
    "saveUser: no secret",
    read.credentials.map((one) => [one.type.type, one.value]),
    [[passwordType, ""]],
  );
  check("saveUser: logs in", (await logIn("né0", password)) !== null);

  // Sent back as it came, nothing changes, the password among it.
  const again = await ask(agent, "saveUserAsync", read);
  check("saveUser of what was read", again, { ...read, lastlogin: again.lastlogin });
  check("saveUser of what was read keeps the password", (await logIn("né0", password)) !== null);
  const renamed = await ask(agent, "saveUserFromNameAsync", "né0", { ...read, tooltip: null, rank: 8 });
  checkPart("saveUserFromName", renamed, { associateId: saved.associateId, rank: 8, tooltip: "" });

  const response = await refused(agent, 400, "SoValidationException", "saveUserAsync", {
    ...made,
    name: "ADM0",
  });
  check("saveUser refused: the fields", Object.keys(response.data.Messages).includes("Name"));
  return renamed;
}

async function reading(agent) {
  const tina = await ask(agent, "getUserAsync", employee.id);
  checkPart("getUser", tina, {
    name: "tje0",
    userName: "tina.employee",
    type: internal,
    isOnTravel: false,
    extraFields: {},
    customFields: {},
    ticketCategories: [],
    tableRight: { mask: 15, reason: "" },
  });
  checkPart("getUser: person", tina.person, {
    fullName: "Tina J. Employee",
    countryId: 578,
    email: "tje0@example.com",
  });
  check("getUser of nobody", await ask(agent, "getUserAsync", nobody), null);
  check("getUserFromName", await ask(agent, "getUserFromNameAsync", "TJE0"), tina);
  check("getUserFromName of nobody", await ask(agent, "getUserFromNameAsync", { userName: "nobody" }), null);
  check("getUserFromPersonId", await ask(agent, "getUserFromPersonIdAsync", 2), [tina]);
  check("getUserFromPersonId of nobody", await ask(agent, "getUserFromPersonIdAsync", nobody), []);
  await ask(agent, "saveUserAsync", { ...tina, ejUserId: 4711 });
  const served = await ask(agent, "getUserFromEjUserIdAsync", 4711);
  check(
    "getUserFromEjUserId",
    served.map((user) => user.associateId),
    [employee.id],
  );
  check("getUserFromEjUserId of nobody", await ask(agent, "getUserFromEjUserIdAsync", 4712), []);

  const info = await ask(agent, "getUserInfoAsync", employee.id);
  checkPart("getUserInfo", info, {
    userInfoId: 2,
    userName: "tje0",
    personId: 2,
    userGroupId: 2,
    ejUserId: 4711,
    userType: internal,
    canLogon: true,
    roleName: "User level 1",
    userGroupName: "Sales",
  });
  check("getUserInfo of nobody", await ask(agent, "getUserInfoAsync", nobody), null);
  const infos = await ask(agent, "getUserInfoListAsync", [external.id, nobody, admin.id]);
  check(
    "getUserInfoList",
    infos.map((one) => one.userInfoId),
    [external.id, admin.id],
  );
  check("getUserInfoList of none", await ask(agent, "getUserInfoListAsync", []), []);

  const retyped = await ask(agent, "changeUserTypeAsync", tina, "ExternalAssociate");
  check(
    "changeUserType",
    [retyped.associateId, retyped.type, retyped.role.id],
    [employee.id, "ExternalAssociate", 3],
  );
  check("changeUserType is not saved", (await ask(agent, "getUserAsync", employee.id)).type, internal);
}

async function ending(agent, user) {
  const { associateId } = user;
  check("removeLicenses", await ask(agent, "removeLicensesAsync", associateId), "");
  check("makeRetired", await ask(agent, "makeRetiredAsync", associateId, true), "");
  checkPart("makeRetired", await ask(agent, "getUserAsync", associateId), {
    deleted: true,
    isPersonRetired: true,
  });
  check("makeRetired: no log-in", await logIn("né0", password), null);
  await ask(agent, "makeRetiredAsync", associateId, false);
  checkPart("makeRetired back", await ask(agent, "getUserAsync", associateId), {
    deleted: false,
    isPersonRetired: false,
  });
  check("deleteUser", await ask(agent, "deleteUserAsync", associateId), "");
  check("deleteUser: gone", await ask(agent, "getUserAsync", associateId), null);
  await refused(agent, 404, "SoNotFoundException", "deleteUserAsync", associateId);
  const other = {
    name: "né1",
    type: internal,
    role: { id: 2 },
    userGroup: { id: 2 },
    person: { firstname: "N", lastname: "E" },
  };
  const { name } = await ask(agent, "saveUserAsync", other);
  check("deleteUserFromName", await ask(agent, "deleteUserFromNameAsync", name), "");
  check("deleteUserFromName: gone", await ask(agent, "getUserFromNameAsync", name), null);
}

async function externals(agent) {
  // A person without a user: what is left of one that is deleted.
  const found = await ask(
    agent,
    "resolveUserFromInfoAsync",
    9,
    "Isaac Newton",
    ["12345678"],
    ["isaac@example.com"],
    "ExternalAssociate",
    null,
  );
  check(
    "resolveUserFromInfo: made",
    [found.personCreated, found.user.type, found.user.person.contactId],
    [true, "ExternalAssociate", 9],
  );
  const again = await ask(
    agent,
    "resolveUserFromInfoAsync",
    9,
    "",
    [],
    ["isaac@example.com"],
    "ExternalAssociate",
    null,
  );
  check("resolveUserFromInfo: found", [again.personCreated, again.user], [false, found.user]);
  check("deleteExternalUser", await ask(agent, "deleteExternalUserAsync", found.user.associateId), "");
  const { personId } = found.user.person;
  const id = await ask(agent, "createExternalUserAsync", personId, "isaac", password, 3, true);
  check("createExternalUser: an id", id > 0 && id !== found.user.associateId);
  check("createExternalUser: logs in", (await logIn("isaac", password)) !== null);
  const second = `${password}2`;
  // A flag enumeration goes as a number.
  const set = (flags, values) =>
    ask(
      agent,
      "setExternalUserInfoAsync",
      id,
      values.name,
      values.password,
      values.active,
      values.role,
      flags,
    );
  check(
    "setExternalUserInfo",
    await set(3, { name: "newton", password: second, active: false, role: 2 }),
    "",
  );
  check("setExternalUserInfo: name and password", (await logIn("newton", second)) !== null);
  const read = await ask(agent, "getUserAsync", id);
  check("setExternalUserInfo: nothing else", [read.role.id, read.name], [3, "newton"]);
  await set(8, { name: null, password: null, active: false, role: 0 });
  check("setExternalUserInfo: inactive", await logIn("newton", second), null);
  await ask(agent, "deleteExternalUserAsync", id);
  check("deleteExternalUser: gone", await ask(agent, "getUserAsync", id), null);
}

async function names(agent) {
  const valid = (name, id = 0) => ask(agent, "isUserNameValidAsync", id, internal, 0, name);
  check(
    "isUserNameValid",
    await Promise.all([valid("new0"), valid("ADM0"), valid("adm0", admin.id), valid("a:b")]),
    [true, false, true, false],
  );
  const reason = (name) => ask(agent, "isUserNameValidWithReasonAsync", 0, internal, 0, name);
  checkPart("isUserNameValidWithReason: free", await reason("new0"), { result: true, reason: "" });
  const taken = await reason("ADM0");
  check("isUserNameValidWithReason: taken", [taken.result, taken.reason !== ""], [false, true]);
  check("isNickNameUnique", await ask(agent, "isNickNameUniqueAsync", 0, "Ten"), true);
  check("getValidUserName: free", await ask(agent, "getValidUserNameAsync", 0, internal, 0, "new0"), "new0");
  const made = await ask(agent, "getValidUserNameAsync", 0, internal, 0, "tje0");
  check("getValidUserName: taken", [made !== "tje0", await valid(made)], [true, true]);
}

async function presence(agent) {
  const away = { status: "StatusNotAvailable", message: "Back at “two” ☕" };
  check("setUserPresenceStatus", await ask(agent, "setUserPresenceStatusAsync", admin.id, away), away);
  check("getUserPresenceStatus", await ask(agent, "getUserPresenceStatusAsync", admin.id), away);
  check("getUserPresenceStatus of nobody", await ask(agent, "getUserPresenceStatusAsync", nobody), null);
  await refused(agent, 404, "SoNotFoundException", "setUserPresenceStatusAsync", nobody, away);

  const user = await ask(agent, "getUserAsync", employee.id);
  const commands = await ask(agent, "getUserCommandsAsync", { user });
  check("getUserCommands", commands.map((one) => one.name).sort(), [
    "expire-tickets",
    "require-password-change",
    "unlock",
  ]);
  const theirs = await logIn(employee.name, employee.password);
  const run = (commandName, actionResult) =>
    ask(agent, "ExecuteUserCommandAsync", { commandName, actionResult, user });
  checkPart("executeUserCommand: no", await run("expire-tickets", "No"), { success: false, result: "No" });
  checkPart("executeUserCommand: yes", await run("expire-tickets", "Yes"), { success: true, result: "Yes" });
  const { status } = await fetch(`${process.env.UAG_URL}/api/v1/Agents/User/GetCredentialTypes`, {
    method: "POST",
    headers: { Authorization: `SOTicket ${theirs}` },
  });
  check("executeUserCommand: the ticket has ended", status, 401);
  await refused(agent, 400, "ArgumentException", "ExecuteUserCommandAsync", {
    commandName: "format-disk",
    user,
  });

  check("addOwnerContact", await ask(agent, "addOwnerContactAsync", 7), "");
  check("removeOwnerContact", await ask(agent, "removeOwnerContactAsync", 7), "");
  await refused(agent, 404, "SoNotFoundException", "removeOwnerContactAsync", 7);
}

export async function callUsers(agent) {
  const made = await defaults(agent);
  const saved = await saving(agent, made);
  await reading(agent);
  await ending(agent, saved);
  await externals(agent);
  await names(agent);
  await presence(agent);
}
