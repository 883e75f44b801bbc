// A lost password: the administrator has a link mailed, its owner follows it, sets a new password and signs in with it;
// the link works once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { base, check, checkText, heading, look, open, publicBase, run, signIn, summary } from "./support.mjs";

const admin = `Basic ${Buffer.from("ADM0:Adm0-demo-only").toString("base64")}`;
const user = "tje0", userId = 2, old = "Tje0";
const weak = "password1", fresh = "violet-harbour-6-teacups";

// The link of the mail, from its quoted-printable text.
function linkOf(mail) {
  const text = mail.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return text.match(/^http\S+\?token=\S+/m)?.[0];
}

async function fill(page, password, again = password) {
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("New password again").fill(again);
  await page.getByRole("button", { name: "Set password" }).click();
}

async function followLink(browser) {
  const before = await open(browser);
  await signIn(before, user, old);
  check("signed in before", await heading(before), "Your account");

  const answer = await fetch(`${base}/api/v1/Agents/User/SendChangePasswordEMail`, {
    method: "POST",
    headers: { Authorization: admin, "Content-Type": "application/json" },
    body: JSON.stringify({ AssociateId: userId }),
  });
  check("the mail is sent", answer.status, 200);
  const mail = readFileSync(join(process.env.UAG_MAILS, "1.eml"), "utf8");
  checkText("to the registered address", mail.split("\n")[0], "gateway@example.com tje0@example.com");
  const link = linkOf(mail);
  checkText("it has the link", link, `${publicBase}/account/password-link?token=`);

  const page = await open(browser);
  await page.goto(link);
  check("it opens the form", await heading(page), "Set a new password");
  checkText("for the user", await page.getByRole("main").textContent(), user);
  check("the password has the focus", await page.evaluate(() => document.activeElement.id), "NewPassword");
  await look(page, "link");
  const german = await open(browser, { locale: "de-DE" });
  await german.goto(link);
  check("opening it uses nothing up", await heading(german), "Neues Kennwort festlegen");
  await look(german, "de-link");
  await german.context().close();
  await fill(page, weak);
  checkText("a weak password is refused, with its reason", await summary(page), "too easy to guess");
  check("the field says it too", await page.getByLabel("New password", { exact: true }).getAttribute("aria-invalid"), "true");
  await look(page, "link-refused");
  await fill(page, fresh, "something else 42");
  checkText("two that differ", await summary(page), "not the same");
  await before.reload();
  check("until then nothing has changed", await heading(before), "Your account");

  await fill(page, fresh);
  checkText("set", await page.getByRole("status").textContent(), "Your password is set.");
  check("the token is in no address any more", page.url().includes("token"), false);
  await look(page, "link-done");
  await page.getByRole("link", { name: "Sign in" }).click();
  check("it leads to the sign-in", await heading(page), "Sign in");
  await before.reload();
  check("the session of before has ended", await heading(before), "Sign in");
  await signIn(before, user, old);
  checkText("the old password is refused", await summary(before), "wrong");
  await signIn(before, user, fresh);
  check("the new one is not", await heading(before), "Your account");

  await page.goto(link);
  check("the link works once", await heading(page), "Link not valid");
  checkText("and says what to do", await page.getByRole("main").textContent(), "Ask for a new link");
  await look(page, "link-dead");
  const refusals = ["400", "403", "404"].map((code) => `status of ${code}`);
  const unexpected = page.complaints.filter((line) => !refusals.some((refusal) => line.includes(refusal)));
  check("nothing was refused by the policy, no script failed", unexpected, []);
  await page.context().close();
  await before.context().close();
}

await run([followLink]);
