// Dates to and from JavaScript, in a zone of the client's: TZ=Europe/Oslo gateway.py node dates.mjs NO
// The argument is the gateway's code of the zone that TZ names. The client reads dates without a zone as local
// ones, so the first and the last instant leave the calendar when they are sent back, as
// "0000-12-31T23:17:00.000Z" or "+010000-01-01T04:59:59.000Z".
import { admin, agentWith, ask, attempt, basic, check, finish, logIn, passwordType } from "./support.mjs";

const timezone = process.argv[2];
const agentIn = (options) =>
  agentWith(basic(admin.name, admin.password), { timezoneInclude: false, ...options });
const agent = agentIn({});
const strong = "corrêct-hørse-🕰-battery";
const localFirst = new Date("0001-01-01T00:00:00"),
  localLast = new Date("9999-12-31T23:59:59");
const first = new Date("0001-01-01T00:00:00Z"),
  last = new Date("9999-12-31T23:59:59Z");

// A user whom a fetch and a save must not change.
async function saveNeverLoggedIn() {
  const made = await ask(agent, "saveUserAsync", {
    name: "never",
    type: "InternalAssociate",
    role: { id: 2 },
    userGroup: { id: 2 },
    otherGroups: [{ id: 1 }],
    person: { firstname: "Nora", lastname: "Never", email: "nora@example.com", contactId: 1, countryId: 578 },
    credentials: [{ type: { type: passwordType }, value: strong }],
    tooltip: "Has never been here",
    nickName: "Nono",
  });
  check("never logged in", [made.lastlogin, made.lastlogout], [localFirst, localFirst]);
  check("sent back, everything stays", await ask(agent, "saveUserAsync", made), made);
  check("sent back, the password stays", (await logIn("never", strong)) !== null);
  const seen = await ask(agent, "getUserAsync", made.associateId);
  check(
    "the log-in has a time",
    seen.lastlogin > localFirst && seen.lastlogout.getTime() === localFirst.getTime(),
  );
  check("sent back with it, everything stays", await ask(agent, "saveUserAsync", seen), seen);
  check(
    "a read-only date is not taken",
    await ask(agent, "saveUserAsync", { ...seen, lastlogout: localLast }),
    seen,
  );
  const zoned = await agentIn({ timezoneInclude: true }).getUserAsync(made.associateId);
  check("a log-in is now, where the answer names its zone", Math.abs(Date.now() - zoned.lastlogin) < 600_000);
}

// What comes back of two dates that are kept.
async function kept(agent, validFrom, validTo) {
  const credentials = { publicValue: "a@example.com", secretValue: "s", isActive: true, validFrom, validTo };
  await ask(agent, "saveUntrustedCredentialsAsync", "Mail", credentials);
  const [found] = await ask(agent, "getUntrustedCredentialsAsync", "Mail");
  return [found.validFrom, found.validTo];
}

async function keepDates() {
  const winter = new Date("2026-01-31T23:30:15"),
    summer = new Date("2026-07-31T00:30:15.125");
  const zones = {
    "its zone": { timezone },
    "its zone and offset": { timezone, timezoneInclude: true },
    "another zone and offset": { timezone: "JP", timezoneInclude: true },
    "the base zone and offset": { timezoneInclude: true },
  };
  for (const [name, options] of Object.entries(zones))
    check(`${name}: a date comes back as it went`, await kept(agentIn(options), winter, summer), [
      winter,
      summer,
    ]);
  // Without a zone they are the base zone's, UTC, on their way back.
  const local = (date) => new Date(date.toISOString().slice(0, -1));
  check("no zone: unchanged on the wire", await kept(agent, winter, summer), [
    local(winter),
    local(summer),
  ]);

  const offset = agentIn({ timezoneInclude: true });
  check("the first and the last instant", await kept(offset, first, last), [first, last]);
  const early = new Date("0000-12-31T23:17:00Z"),
    late = new Date("+010000-01-01T04:59:59Z");
  const [from, to] = await kept(offset, early, late);
  check(
    "dates beyond them become them",
    [from, to >= last && to.getUTCFullYear() === 9999],
    [first, true],
  );
  const again = await kept(agent, localFirst, localLast);
  check(
    "local ones are taken",
    again.every((date) => !isNaN(date)),
  );
}

check(
  "the zone is that of the test",
  new Date("2026-07-01T00:00:00").getTimezoneOffset(),
  { NO: -120, "US-NY": 240, UTC: 0 }[timezone],
);
await attempt(saveNeverLoggedIn);
await attempt(keepDates);
finish(`dates in ${timezone}`);
