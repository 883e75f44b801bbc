// The page of a comparison's report, as it lies on a disk: it fits a desktop, a phone, the dark and a printer, asks the
// network for nothing, and its filters work without a script. report.mjs FOLDER, which holds the report.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { check, checkAccess, checkText, heading, look, open, run } from "./support.mjs";

const address = pathToFileURL(resolve(process.argv[2], "index.html")).href;

async function openReport(browser, options) {
  const page = await open(browser, options);
  await page.goto(address);
  // Itself is all that it asks for.
  page.complaints = page.complaints.filter((complaint) => complaint !== `a request to ${address}`);
  return page;
}

const shown = (page) => page.locator(".case:visible").count();

async function reads(browser) {
  const page = await openReport(browser);
  checkText("heading", await heading(page), "Comparison: ");
  check("no script", await page.locator("script").count(), 0);
  check("a matrix with every operation", (await page.locator(".matrix tbody tr").count()) > 90);
  await look(page, "report");
  check("nothing is refused or asked for", page.complaints, []);
  await page.context().close();
}

async function opens(browser) {
  const page = await openReport(browser);
  const cases = page.locator(".case");
  const differing = page.locator(".case.different");
  const first = (await differing.count()) > 0 ? differing.first() : cases.first();
  await first.locator("summary").first().click();
  check("both messages stand side by side", (await first.locator(".sides > section").count()) >= 2);
  const boxes = await first.locator(".sides > section").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  check("side by side on a desktop", boxes[0], boxes[1]);
  if ((await differing.count()) > 0) check("what differs is marked", (await first.locator("mark").count()) > 0);
  check("a line that plays it again", (await first.locator("pre.again").count()) > 0);
  await look(page, "report-case");
  check("nothing is refused or asked for", page.complaints, []);
  await page.context().close();
}

// What `id` hides, by the numbers on its label.
async function filters(browser) {
  const page = await openReport(browser);
  const all = await page.locator(".case").count();
  check("all are shown", await shown(page), all);
  for (const choice of await page.locator("input[name=verdict]").all()) {
    const id = await choice.getAttribute("id");
    if (id === "v-all") continue;
    await choice.check();
    check(`only ${id}`, await shown(page), await page.locator(`.case.${id.slice(2)}`).count());
  }
  await page.locator("#v-all").check();
  await page.locator("#e-read").check();
  check("only what reads", await shown(page), await page.locator(".case.read").count());
  await page.locator("#e-all").check();
  if ((await page.locator("#s-0").count()) > 0) {
    await page.locator("#s-0").check();
    check("only the first suite", await shown(page), await page.locator(".case.s0").count());
    check("which is not all", (await shown(page)) < all);
  }
  await checkAccess(page, "report, filtered");
  await page.context().close();
}

async function prints(browser) {
  const page = await openReport(browser, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  check("filters are not printed", await page.locator(".filters").isVisible(), false);
  // Printed whole, what agrees would be a thousand pages.
  const opened = (kind) =>
    page.locator(`.case${kind}`).evaluateAll((all) => all.filter((one) => getComputedStyle(one, "::details-content").contentVisibility === "visible").length);
  check("what differs is printed open", await opened(".different"), await page.locator(".case.different").count());
  check("what agrees is a line", await opened(":not(.different)"), 0);
  await page.locator(".case summary").first().scrollIntoViewIfNeeded();
  check("verdicts are", await page.locator(".case summary").first().isVisible());
  await look(page, "report-print", { widths: false });
  await page.context().close();
}

await run([reads, opens, filters, prints]);
