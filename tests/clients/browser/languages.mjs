// The pages in the language of the browser: what they say, that a screen reader is told which it is, and how they look
// where words are longer.
import { check, checkText, heading, look, open, run, signIn, summary } from "./support.mjs";

const user = "tje0", password = "Tje0", weak = "password1", strong = "violet-harbour-6-teacups";

const expected = [
  {
    locale: "nb-NO", lang: "nb", signIn: "Logg på", account: "Kontoen din", change: "Endre passord", good: "Dette passordet er bra.",
    differ: "De to er ikke like ennå.", wrong: "Navnet eller passordet er feil.", reason: "Passordet er for lett å gjette",
    newPassword: "Nytt passord", browser: "Chrome på Linux", dead: "Lenken er ikke gyldig",
  },
  {
    locale: "de-DE", lang: "de", signIn: "Anmelden", account: "Ihr Konto", change: "Kennwort ändern", good: "Dieses Kennwort ist gut.",
    differ: "Die beiden stimmen noch nicht überein.", wrong: "Der Name oder das Kennwort ist falsch.",
    reason: "Das Kennwort ist zu leicht zu erraten", newPassword: "Neues Kennwort", browser: "Chrome auf Linux", dead: "Link nicht gültig",
  },
  {
    locale: "fr-FR", lang: "fr", signIn: "Se connecter", account: "Votre compte", change: "Changer le mot de passe",
    good: "Ce mot de passe convient.", differ: "Les deux ne sont pas encore identiques.",
    wrong: "Le nom ou le mot de passe est incorrect.", reason: "Le mot de passe est trop facile à deviner",
    newPassword: "Nouveau mot de passe", browser: "Chrome sur Linux", dead: "Lien non valide",
  },
];

async function speaks(browser, words) {
  const { locale } = words;
  const page = await open(browser, { locale });
  const lang = () => page.evaluate(() => document.documentElement.lang);
  await page.goto("/account");
  check(`${locale}: sign in`, [await heading(page), await lang()], [words.signIn, words.lang]);
  await look(page, `${words.lang}-sign-in`);
  await signIn(page, user, "wrong");
  checkText(`${locale}: refused`, await summary(page), words.wrong);
  // Two sessions, so that one can be ended.
  const other = await open(browser, { locale });
  await signIn(other, user, password);
  await signIn(page, user, password);
  check(`${locale}: account`, [await heading(page), await lang()], [words.account, words.lang]);
  checkText(`${locale}: the browser`, await page.locator(".sessions li").first().textContent(), words.browser);
  const [shown, meant] = await page.locator(".sessions time").first().evaluate((time, asked) =>
    [time.textContent, new Date(time.dateTime).toLocaleString(asked, { dateStyle: "medium", timeStyle: "short" })], locale);
  check(`${locale}: times as the reader writes them`, shown, meant);
  await look(page, `${words.lang}-account`);

  await page.getByRole("link", { name: words.change }).click();
  check(`${locale}: change password`, await heading(page), words.change);
  const verdict = page.locator("#verdict");
  await page.getByLabel(words.newPassword, { exact: true }).pressSequentially(weak);
  await verdict.and(page.locator(".bad")).waitFor();
  checkText(`${locale}: the reason while typing`, await verdict.textContent(), words.reason);
  await page.locator("#RepeatPassword").fill("x");
  check(`${locale}: two that differ`, await page.locator("#same").textContent(), words.differ);
  await look(page, `${words.lang}-password`);
  await page.getByLabel(words.newPassword, { exact: true }).fill(strong);
  await verdict.and(page.locator(".good")).waitFor();
  check(`${locale}: a good one`, await verdict.textContent(), words.good);
  await page.locator("#OldPassword").fill("x");
  await page.locator("#RepeatPassword").fill("x");
  await page.locator("main button").click();
  await page.getByRole("alert").waitFor();
  await look(page, `${words.lang}-password-refused`);

  await page.goto("/account/password-link?token=x");
  check(`${locale}: a dead link`, [await heading(page), await lang()], [words.dead, words.lang]);
  await look(page, `${words.lang}-link-dead`);
  await page.context().close();
  await other.context().close();
}

async function withoutWords(browser) {
  const page = await open(browser, { locale: "fi-FI" });
  await page.goto("/account");
  check("a language without words is English", [await heading(page), await page.evaluate(() => document.documentElement.lang)],
    ["Sign in", "en"]);
  await page.context().close();
}

const steps = expected.map((words) => Object.defineProperty((browser) => speaks(browser, words), "name", { value: words.locale }));
await run([...steps, withoutWords]);
