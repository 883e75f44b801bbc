// Passwords of others and, at last, one's own.
import { admin, ask, check, checkPart, external, logIn, refused } from "./support.mjs";

const strong = (n) => `corrêct-"hørse"-\\wö€${n}-battery`;

async function judging(agent) {
  const candidate = (password) => [external.id, "ExternalAssociate", 3, password];
  check("isPasswordValid: weak", await ask(agent, "isPasswordValidAsync", ...candidate("a")), false);
  check("isPasswordValid: strong", await ask(agent, "isPasswordValidAsync", ...candidate(strong(0))), true);
  const reason = await ask(agent, "isPasswordValidWithReasonAsync", ...candidate("a"));
  check("isPasswordValidWithReason: weak", [reason.result, reason.reason !== ""], [false, true]);
  checkPart(
    "isPasswordValidWithReason: strong",
    await ask(agent, "isPasswordValidWithReasonAsync", ...candidate(strong(0))),
    { result: true, reason: "" },
  );
  check("canChangePassword", await ask(agent, "canChangePasswordAsync", external.id), true);
  check(
    "getSupportedChangePasswordTypes",
    await ask(agent, "getSupportedChangePasswordTypesAsync", external.id),
    ["Password"],
  );
  const unsent = await ask(agent, "sendChangePasswordEMailAsync", external.id);
  check("sendChangePasswordEMail without a mail server", [unsent.success, /^\w.+\.$/.test(unsent.message)], [false, true]);
}

async function ofOthers(agent) {
  const { id, name } = external;
  let current = external.password;
  const becomes = async (what, password) => {
    check(`${what}: the old password`, await logIn(name, current), null);
    check(`${what}: the new password`, (await logIn(name, password)) !== null);
    current = password;
  };
  check("setPassword", await ask(agent, "setPasswordAsync", id, strong(1)), true);
  await becomes("setPassword", strong(1));
  check("setPasswordFromName", await ask(agent, "setPasswordFromNameAsync", name, strong(2)), true);
  await becomes("setPasswordFromName", strong(2));
  check("changePassword: wrong", await ask(agent, "changePasswordAsync", id, "wrong", strong(3)), false);
  check("changePassword", await ask(agent, "changePasswordAsync", id, current, strong(3)), true);
  await becomes("changePassword", strong(3));
  check(
    "changePasswordFromName, forced",
    await ask(agent, "changePasswordFromNameAsync", name, "", strong(4)),
    true,
  );
  await becomes("changePasswordFromName", strong(4));
  await becomes("setGeneratedPassword", await ask(agent, "setGeneratedPasswordAsync", id));
  await becomes("setGeneratedPasswordFromName", await ask(agent, "setGeneratedPasswordFromNameAsync", name));
  await becomes(
    "generateNewPasswordForExternalUser",
    await ask(agent, "generateNewPasswordForExternalUserAsync", name),
  );
  await refused(agent, 400, "SoInvalidPasswordException", "setPasswordAsync", id, "a");
}

// Tickets and tokens outlive the change that they make; Basic sends the old password on.
async function ofOneself(agent, sendsPassword) {
  check("changeOwnPassword: wrong", await ask(agent, "changeOwnPasswordAsync", "wrong", strong(5)), false);
  check("changeOwnPassword: none", await ask(agent, "changeOwnPasswordAsync", null, strong(5)), false);
  await refused(agent, 400, "SoInvalidPasswordException", "changeOwnPasswordAsync", admin.password, "a");
  check("changeOwnPassword: still the old one", (await logIn(admin.name, admin.password)) !== null);
  check("changeOwnPassword", await ask(agent, "changeOwnPasswordAsync", admin.password, strong(5)), true);
  check("changeOwnPassword: the old password", await logIn(admin.name, admin.password), null);
  check("changeOwnPassword: the new password", (await logIn(admin.name, strong(5))) !== null);
  if (sendsPassword) await refused(agent, 401, "SoSessionException", "getUserAsync", admin.id);
  else
    checkPart("changeOwnPassword: the session stays", await ask(agent, "getUserAsync", admin.id), {
      name: admin.name,
    });
}

export async function callPasswords(agent, sendsPassword) {
  await judging(agent);
  await ofOthers(agent);
  await ofOneself(agent, sendsPassword);
}
