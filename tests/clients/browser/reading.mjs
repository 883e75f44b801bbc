// The pages that are only read: the one at the root, the WebAPI's about itself, the SOAP services', the handbook's. They
// look like the others, fit a phone, and every one of their links leads somewhere.
import { base, check, checkText, heading, look, open, run } from "./support.mjs";

const pages = [
  ["root", "/", "User Agent Gateway"],
  ["api", "/api", "SuperOffice Sales and Marketing Web API"],
  ["operation", "/api/v1/Agents/User/GetAllRoles", "GetAllRoles"],
  ["operation-wide", "/api/v1/Agents/User/SaveUser", "SaveUser"],
  ["soap", "/Remote/Services88/User.svc", "WcfUserService Service"],
  ["handbook", "/docs/pages", "Handbook"],
  ["handbook-settings", "/docs/pages/configuration", "Settings"],
  ["handbook-webapi", "/docs/pages/webapi", "The WebAPI"],
];

const steps = pages.map(([name, address, title]) => Object.defineProperty(async (browser) => {
  const page = await open(browser);
  const answer = await page.goto(address);
  check(`${name}: status`, answer.status(), 200);
  check(`${name}: heading`, await heading(page), title);
  await look(page, name);
  const links = await page.locator("main a").evaluateAll((all) => all.map((link) => link.href));
  for (const link of links.filter((one) => one.startsWith(base)))
    check(`${name}: ${link}`, (await page.request.get(link)).status(), 200);
  check(`${name}: nothing is refused`, page.complaints, []);
  await page.context().close();
}, "name", { value: name }));

async function leads(browser) {
  const page = await open(browser, { locale: "de-DE" });
  await page.goto("/");
  checkText("root: what this is, in German", await page.locator("main").textContent(), "Dieser Dienst");
  await look(page, "de-root");
  await page.getByRole("link", { name: "Ihr Konto" }).click();
  check("root: leads to the account", new URL(page.url()).pathname, "/account/sign-in");
  check("root: nothing is refused", page.complaints, []);
  await page.context().close();
}

await run([...steps, leads]);
