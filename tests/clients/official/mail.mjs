// A link to a new password, from a gateway that sends mail: gateway.py --mail node mail.mjs
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  admin,
  agentWith,
  ask,
  attempt,
  basic,
  check,
  employee,
  external,
  finish,
  nobody,
  refused,
} from "./support.mjs";

const agent = agentWith(basic(admin.name, admin.password));
const own = agentWith(basic(employee.name, employee.password));

// From its quoted-printable text.
const textOf = (mail) =>
  mail
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

const mails = () => readdirSync(process.env.UAG_MAILS).filter((name) => name.endsWith(".eml"));
const mail = (number) => readFileSync(join(process.env.UAG_MAILS, `${number}.eml`), "utf8");

async function sending() {
  const types = await ask(agent, "getSupportedChangePasswordTypesAsync", external.id);
  check("getSupportedChangePasswordTypes", [...types].sort(), ["Email", "Password"]);
  await refused(own, 403, "SoSentryException", "sendChangePasswordEMailAsync", admin.id);
  check("nobody else's is sent", mails(), []);

  const sent = await ask(agent, "sendChangePasswordEMailAsync", external.id);
  check("sendChangePasswordEMail", [sent.success, sent.message], [
    true,
    "A mail with a link was sent to the registered address.",
  ]);
  check("who gets it", mail(1).split("\n")[0], "gateway@example.com ext0@example.com -");
  const link = `${process.env.UAG_PUBLIC_URL}/account/password-link?token=`;
  check("it has the link", textOf(mail(1)).includes(link));

  const asked = await ask(own, "sendChangePasswordEMailAsync", employee.id, { languageCode: "nb" });
  check("one's own, in Norwegian", [asked.success, asked.message], [
    true,
    "Hvis en e-postadresse er registrert, er en e-post med en lenke på vei til den.",
  ]);
  const again = await ask(own, "sendChangePasswordEMailAsync", employee.id);
  check("not twice in a minute", again.success, false);
  await refused(agent, 404, "SoNotFoundException", "sendChangePasswordEMailAsync", nobody);
}

await attempt(sending);
finish("a link to a new password");
