// Languages, cultures and zones, asked for by each of the means that the client has:
// gateway.py node languages.mjs
import { admin, agentWith, ask, attempt, basic, check, finish, refused, vendor } from "./support.mjs";

let received;
// The client gives no access to headers; its axios does.
const seeing = {
  transformResponse: (data, headers) => ((received = headers), data === "" ? "" : JSON.parse(data)),
};
const who = { ...basic(admin.name, admin.password), ...seeing };
const plain = agentWith(who);
const { DoNotParse } = vendor.ResourceParsing;

async function zones() {
  const asked = async (what, agent, expected, ...options) => {
    await ask(agent, "getUserInfoAsync", admin.id, ...options);
    check(`5.20 ${what}: SO-TimeZone`, received.get("SO-TimeZone") ?? null, expected);
  };
  await asked("none", plain, null);
  await asked("of the agent", agentWith(who, { timezone: "NO" }), "NO");
  await asked("of the agent, by id", agentWith(who, { timezone: "261" }), "NO");
  await asked(
    "of the agent with offset",
    agentWith(who, { languageCode: "en", cultureCode: "nb-NO", timezone: "NO", timezoneInclude: true }),
    "NO, includeTZOffset",
  );
  await asked("of the request", plain, "US-NY, includeTZOffset", {
    languageCode: "sv",
    cultureCode: "nb",
    timezone: "US-NY",
    timezoneInclude: true,
  });
  await asked("of the request before the agent's", agentWith(who, { timezone: "NO" }), "UTC", {
    timezone: "utc",
  });
  await asked("without parsing", agentWith(who, { resourceParsing: DoNotParse, timezone: "DK" }), "DK");
  await refused(plain, 400, "ArgumentException", "getUserInfoAsync", admin.id, { timezone: "XX" });
}

await attempt(zones);
finish("languages and zones");
