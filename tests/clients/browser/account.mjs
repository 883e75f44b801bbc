// The pages at /account as a person uses them, with a script and without, and what a page of another site gets.
import { base, check, checkText, heading, look, open, publicBase, run, signIn, summary } from "./support.mjs";

const name = "tje0", mail = "tje0@example.com", first = "Tje0";
const second = "violet-harbour-6-teacups", third = "seven lazy walnuts 42";
const weak = "password1";
const whoAmI = "/api/v1/User/currentPrincipal";

async function change(page, old, fresh, again = fresh) {
  await page.getByLabel("Current password").fill(old);
  await page.getByLabel("New password", { exact: true }).fill(fresh);
  await page.getByLabel("New password again").fill(again);
  await page.getByRole("button", { name: "Change password" }).click();
}

// Status and body of a call that the page's own script makes.
const call = (page, headers, path = whoAmI) =>
  page.evaluate(async ([address, fields]) => {
    const answer = await fetch(address, { headers: fields });
    return [answer.status, await answer.json()];
  }, [path, headers]);

async function wrongPassword(browser) {
  const page = await open(browser);
  await page.goto("/account");
  check("/account without a session leads to the form", new URL(page.url()).pathname, "/account/sign-in");
  check("the name has the focus", await page.evaluate(() => document.activeElement.id), "UserName");
  await look(page, "sign-in");
  await signIn(page, name, "wrong");
  checkText("a wrong password", await summary(page), "The name or the password is wrong.");
  check("the summary has the focus", await page.evaluate(() => document.activeElement.className), "summary");
  const wrong = await summary(page);
  await signIn(page, "nobody<b>", "wrong");
  check("an unknown name looks the same", await summary(page), wrong);
  check("the name typed is text", await page.getByLabel("Name or e-mail address").inputValue(), "nobody<b>");
  await look(page, "sign-in-refused");
  await page.context().close();
}

async function withScript(browser) {
  const other = await open(browser);
  await signIn(other, name, first);
  check("the other browser is signed in", await heading(other), "Your account");

  const page = await open(browser);
  await signIn(page, mail, first);
  check("signed in with the e-mail address", await heading(page), "Your account");
  checkText("who it is", await page.getByRole("main").textContent(), "Tina");
  check("two sessions", await page.locator(".sessions li").count(), 2);
  checkText("the browser is named", await page.locator(".sessions li").first().textContent(), "Chrome on Linux");
  await look(page, "account");

  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name === "uag_session");
  check("session cookie", [session.httpOnly, session.sameSite, session.path], [true, "Lax", "/"]);
  const token = cookies.find((cookie) => cookie.name === "XSRF-TOKEN");
  check("XSRF cookie", [token.httpOnly, token.sameSite], [false, "Lax"]);
  check("the hidden input says the same", await page.locator("#XSRF_TOKEN").inputValue(), token.value);

  const [status, error] = await call(page, {});
  check("a call without the token", status, 401);
  checkText("and why", error.Message, "X-XSRF-TOKEN HTTP header missing. Add X-XSRF-TOKEN HTTP header");
  check("its type", error.ErrorType, "ArgumentException");
  const [accepted, principal] = await call(page, { "X-XSRF-TOKEN": token.value });
  check("a call with the token", [accepted, principal.Associate], [200, name]);

  await page.getByRole("link", { name: "Change password" }).click();
  await look(page, "password");
  const verdict = page.locator("#verdict");
  await page.getByLabel("New password", { exact: true }).pressSequentially(weak);
  await verdict.and(page.locator(".bad")).waitFor();
  checkText("the reason while typing", await verdict.textContent(), "password");
  check("it is told to a screen reader", await verdict.getAttribute("aria-live"), "polite");
  await look(page, "password-typed");
  const reason = await verdict.textContent();
  await change(page, first, weak);
  checkText("the server says the same", await summary(page), reason);
  await look(page, "password-refused");
  await change(page, "wrong", second);
  checkText("a wrong old password", await summary(page), "This is not your current password.");
  await change(page, first, second, "something else 42");
  checkText("two that differ", await summary(page), "not the same");
  await page.getByLabel("New password", { exact: true }).fill(second);
  await verdict.and(page.locator(".good")).waitFor();
  await change(page, first, second);
  checkText("changed", await page.getByRole("status").textContent(), "Your password is changed.");
  check("one session", await page.locator(".sessions li").count(), 1);
  await look(page, "password-changed");
  await other.reload();
  check("the other browser is signed out", await heading(other), "Sign in");

  await page.getByRole("button", { name: "Sign out" }).click();
  checkText("signed out", await page.getByRole("status").textContent(), "You are signed out.");
  await look(page, "signed-out", { widths: false });
  const [gone] = await call(page, { "X-XSRF-TOKEN": token.value });
  check("the token is worth nothing any more", gone, 401);
  await page.context().addCookies([session]);
  const [ended] = await call(page, { "X-XSRF-TOKEN": token.value });
  check("nor with the session's cookie", ended, 401);
  await page.goto("/account");
  check("nor on the page", await heading(page), "Sign in");
  const refusals = ["401", "400", "403"].map((code) => `status of ${code}`);
  const unexpected = page.complaints.filter((line) => !refusals.some((refusal) => line.includes(refusal)));
  check("nothing was refused by the policy, no script failed", unexpected, []);
  await page.context().close();
  await other.context().close();
}

async function withoutScript(browser) {
  const page = await open(browser, { javaScriptEnabled: false });
  await signIn(page, name, second);
  check("signed in without a script", await heading(page), "Your account");
  const other = await open(browser);
  await signIn(other, name, second);
  await page.goto("/account");
  await page.getByRole("button", { name: "End (Chrome on Linux" }).click();
  checkText("ended", await page.getByRole("status").textContent(), "The session has ended.");
  await other.reload();
  check("the other is signed out", await heading(other), "Sign in");

  await page.getByRole("link", { name: "Change password" }).click();
  await change(page, second, weak);
  checkText("a weak one, with the reason", await summary(page), "password");
  check("the field says it too", await page.getByLabel("New password", { exact: true }).getAttribute("aria-invalid"), "true");
  await change(page, second, third);
  checkText("changed without a script", await page.getByRole("status").textContent(), "Your password is changed.");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, name, second);
  checkText("the old one is refused", await summary(page), "wrong");
  await signIn(page, name, third);
  check("the new one is not", await heading(page), "Your account");
  await page.context().close();
  await other.context().close();
}

// Posts from a page of another site: the browser sends no session cookie along, and no form of ours was seen.
async function fromAnotherSite(browser) {
  const page = await open(browser);
  await signIn(page, name, third);
  await page.context().route("http://evil.test/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<form method="post" action="${base}/account/sign-out"><button>Win</button></form>`,
    }));
  await page.goto("http://evil.test/");
  await page.getByRole("button", { name: "Win" }).click();
  await page.waitForURL(`${base}/**`);
  await page.goto("/account");
  check("still signed in", await heading(page), "Your account");
  await page.context().close();
}

// A proxy may put the pages under any address, also below /api, where the service looks at Origin first.
async function belowApi(browser) {
  const page = await open(browser);
  await page.goto(`${publicBase}/api/account/sign-in`);
  await page.getByLabel("Name or e-mail address").fill(name);
  await page.getByLabel("Password").fill(third);
  await page.getByRole("button", { name: "Sign in" }).click();
  check("a form below /api works", [await heading(page), new URL(page.url()).pathname], ["Your account", "/api/account"]);
  await page.context().close();
}

await run([wrongPassword, withScript, withoutScript, fromAnotherSite, belowApi]);
