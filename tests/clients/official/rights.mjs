// Roles with their rights, and groups.
import { ask, check, checkPart, nobody, refused } from "./support.mjs";

async function roles(agent) {
  checkPart("getRole", await ask(agent, "getRoleAsync", 2), { id: 2, value: "User level 1" });
  check("getRole of none", await ask(agent, "getRoleAsync", nobody), null);
  const entity = await ask(agent, "getRoleEntityAsync", 2);
  checkPart("getRoleEntity", entity, { roleId: 2, name: "User level 1", roleType: "Employee", deleted: 0 });
  const { rowsInfo, columnsInfo, rights } = entity.dataRights;
  check(
    "getRoleEntity: a matrix",
    rights.map((row) => row.length),
    rowsInfo.map(() => columnsInfo.length),
  );
  check("getRoleEntity of none", await ask(agent, "getRoleEntityAsync", nobody), null);
  const all = await ask(agent, "getAllRolesAsync", "Employee");
  check(
    "getAllRoles",
    all.map((role) => [role.id, role.name]),
    [
      [1, "User level 0"],
      [2, "User level 1"],
    ],
  );

  const made = await ask(agent, "createDefaultRoleEntityAsync");
  checkPart("createDefaultRoleEntity", made, { roleId: 0, roleType: "Employee" });
  const typed = await ask(agent, "createDefaultRoleEntityFromTypeAsync", "ExternalUser");
  checkPart("createDefaultRoleEntityFromType", typed, { roleId: 0, roleType: "ExternalUser" });
  const before = Date.now();
  const saved = await ask(agent, "saveRoleEntityAsync", { ...made, name: "Hjelpere", tooltip: "Helps" });
  check("saveRoleEntity: made now", Math.abs(saved.created.getTime() - before) < 24 * 3600_000);
  check("saveRoleEntity: made by", saved.createdBy.name, "ADM0");
  check("saveRoleEntity is read", await ask(agent, "getRoleEntityAsync", saved.roleId), saved);
  const renamed = await ask(agent, "saveRoleEntityAsync", { ...saved, name: "Helpers" });
  checkPart("saveRoleEntity: changed", renamed, { roleId: saved.roleId, name: "Helpers", tooltip: "Helps" });
  check("saveRoleEntity: the time it was made stays", renamed.created, saved.created);
  const response = await refused(agent, 400, "SoValidationException", "saveRoleEntityAsync", {
    ...saved,
    name: "",
  });
  check("saveRoleEntity refused: the field", Object.keys(response.data.Messages), ["Name"]);
  return saved.roleId;
}

async function functionalRights(agent, role) {
  const all = await ask(agent, "getAllFunctionalRightsAsync", "Employee");
  const codes = new Map(all.map((right) => [right.extraInfo, right.id]));
  check(
    "getAllFunctionalRights",
    ["admin-all", "admin-users", "admin-role"].every((code) => codes.has(code)),
  );
  const wanted = ["admin-users", "create-selection"];
  check(
    "setFunctionalRights",
    await ask(
      agent,
      "setFunctionalRightsAsync",
      role,
      wanted.map((code) => codes.get(code)),
    ),
    "",
  );
  const granted = (await ask(agent, "getFunctionalRightsAsync", role)).filter((right) => right.selected);
  check("getFunctionalRights", granted.map((right) => right.extraInfo).sort(), wanted);
  const found = await ask(agent, "findRolesWithFunctionalRightAsync", "admin-users");
  check("findRolesWithFunctionalRight", found.map((one) => one.id).sort(), [1, role]);
  const ids = async (method, ...names) => (await ask(agent, method, names)).sort((a, b) => a - b);
  check(
    "findRolesWithFunctionalRights",
    await ids("findRolesWithFunctionalRightsAsync", "admin-users", "admin-all"),
    [1, 5, role],
  );
  check(
    "findRolesWithoutFunctionalRights",
    await ids("findRolesWithoutFunctionalRightsAsync", "admin-users", "admin-all"),
    [2, 3, 4],
  );
  check(
    "findRolesWithFunctionalRights of none",
    await ids("findRolesWithFunctionalRightsAsync", "no-such"),
    [],
  );
  await refused(agent, 404, "SoNotFoundException", "setFunctionalRightsAsync", nobody, []);
}

async function dataRights(agent, role) {
  check("setDataRight", await ask(agent, "setDataRightAsync", role, "contact", "OtherAssociates", "CR"), "");
  check("getDataRight", await ask(agent, "getDataRightAsync", role, "contact", "OtherAssociates"), "CR");
  check("getDataRight of no role", await ask(agent, "getDataRightAsync", nobody, "contact", "MyOwn"), null);
  const row = await ask(agent, "getDataRightsAsync", role, "contact");
  check("getDataRights", row.OtherAssociates, "CR");
  const column = await ask(agent, "getAllDataRightsAsync", role, "OtherAssociates");
  check("getAllDataRights", column.contact, "CR");
  check("getAllDataRights of no role", await ask(agent, "getAllDataRightsAsync", nobody, "MyOwn"), {});
  await refused(agent, 400, "ArgumentException", "getDataRightAsync", role, "no_such_table", "MyOwn");
}

async function deleting(agent, role) {
  check("deleteRole", await ask(agent, "deleteRoleAsync", role, 2), "");
  check(
    "deleteRole: not listed",
    (await ask(agent, "getAllRolesAsync", "Employee")).map((one) => one.id),
    [1, 2],
  );
  await refused(agent, 404, "SoNotFoundException", "deleteRoleAsync", nobody, 2);
}

async function groups(agent) {
  checkPart("getUserGroup", await ask(agent, "getUserGroupAsync", 2), {
    id: 2,
    value: "Sales",
    rank: 2,
    deleted: false,
  });
  check("getUserGroup of none", await ask(agent, "getUserGroupAsync", nobody), null);
  const listed = await ask(agent, "getUserGroupListAsync", [3, nobody, 1]);
  check(
    "getUserGroupList",
    listed.map((group) => group.value),
    ["Management", "Support"],
  );
  const made = await ask(agent, "createUserGroupAsync");
  checkPart("createUserGroup", made, { id: 0, rank: 4, deleted: false });
  const saved = await ask(agent, "saveUserGroupAsync", { ...made, value: "Drift ⚙", tooltip: "Runs it" });
  check("saveUserGroup is read", await ask(agent, "getUserGroupAsync", saved.id), saved);
  checkPart("saveUserGroup", saved, { value: "Drift ⚙", tooltip: "Runs it", rank: 4 });
  const values = async (deleted) =>
    (await ask(agent, "getAllUserGroupsAsync", deleted)).map((group) => group.value);
  check("getAllUserGroups", await values(false), ["Management", "Sales", "Support", "Drift ⚙"]);
  check("deleteUserGroup", await ask(agent, "deleteUserGroupAsync", saved.id, 1), "");
  check("deleteUserGroup: not listed", await values(false), ["Management", "Sales", "Support"]);
  check("deleteUserGroup: marked", await values(true), ["Management", "Sales", "Support", "Drift ⚙"]);
  await refused(agent, 404, "SoNotFoundException", "deleteUserGroupAsync", nobody, 1);
}

export async function callRights(agent) {
  const role = await roles(agent);
  await functionalRights(agent, role);
  await dataRights(agent, role);
  await deleting(agent, role);
  await groups(agent);
}
