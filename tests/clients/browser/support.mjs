// Headless Chromium for the tests of the pages: a browser, checks that go on after a failure, screenshots in
// ./screenshots, and axe-core over what is shown. A test is a module with steps; see account.mjs. It runs as
// npm ci --ignore-scripts && UAG_CHROMIUM=/usr/bin/chromium gateway.py --mail node account.mjs
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { chromium } from "playwright-core";

export const base = process.env.UAG_URL;
// The address that mails name; the browser finds the gateway there.
export const publicBase = process.env.UAG_PUBLIC_URL;
export const desktop = { width: 1100, height: 800 };
export const phone = { width: 390, height: 844 };

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
let checks = 0;

export function check(what, found, expected = true) {
  ++checks;
  if (!isDeepStrictEqual(found, expected))
    failures.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

export function checkText(what, found, part) {
  ++checks;
  if (!String(found).includes(part)) failures.push(`${what}: expected "...${part}...", found ${JSON.stringify(found)}`);
}

// Everything a page logs or refuses (a script error, a breach of the Content-Security-Policy) fails the test.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: desktop, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (![base, publicBase].some((own) => request.url().startsWith(`${own}/`))) page.complaints.push(`a request to ${request.url()}`);
  });
  return page;
}

export async function signIn(page, user, password) {
  await page.goto("/account/sign-in");
  await page.locator("#UserName").fill(user);
  await page.locator("#Password").fill(password);
  await page.locator("main button").click();
}

export const heading = (page) => page.getByRole("heading", { level: 1 }).textContent();
export const summary = (page) => page.getByRole("alert").textContent();

export async function look(page, name, { widths = true } = {}) {
  mkdirSync("screenshots", { recursive: true });
  const shoot = (kind) => page.screenshot({ path: `screenshots/${name}-${kind}.png`, fullPage: true });
  await shoot("desktop");
  if (!widths) return;
  await page.emulateMedia({ colorScheme: "dark" });
  await shoot("dark");
  await checkAccess(page, `${name}, dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(phone);
  await shoot("phone");
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  check(`${name}: nothing is wider than a phone`, wider, false);
  await page.setViewportSize(desktop);
  await checkAccess(page, name);
}

// axe-core's rules (WCAG 2.2 A and AA, and its best practices), over the page as it is. Evaluated, not added as an
// element: the page's policy would refuse that.
export async function checkAccess(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  check(`${name}: axe-core`, violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(", ")}`), []);
}

export async function run(steps) {
  const args = [`--host-resolver-rules=MAP ${new URL(publicBase).host} ${new URL(base).host}`];
  if (process.getuid() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath: process.env.UAG_CHROMIUM, args });
  try {
    for (const step of steps) {
      try {
        await step(browser);
      } catch (error) {
        failures.push(`${step.name}: ${error.stack}`);
      }
    }
  } finally {
    await browser.close();
  }
  for (const failure of failures) console.error(failure);
  console.log(`browser: ${checks} checks, ${failures.length} failed`);
  process.exit(failures.length === 0 && checks > 0 ? 0 : 1);
}
