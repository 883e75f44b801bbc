// What the scripts of this folder share: checks, the agents of an identity, the log-in over SOAP.
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { complaints } from "./declared.mjs";

// The client's ES modules import without file extensions, which Node does not take.
export const vendor = createRequire(import.meta.url)("@superoffice/webapi");

export const base = process.env.UAG_URL;
export const admin = { id: 1, name: "ADM0", password: "Adm0-demo-only" };
export const employee = { id: 2, name: "tje0", password: "Tje0" };
export const external = { id: 3, name: "ext0", password: "Ext0-demo-only" };
export const nobody = 999999;
export const passwordType = "CRM5/PASSWORD";

const failures = [];
let checks = 0;

export function check(what, found, expected = true) {
  ++checks;
  if (isDeepStrictEqual(found, expected)) return;
  failures.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

/// The members of `expected` that the object has, for checks of a part.
export const part = (object, expected) =>
  object === null ? null : Object.fromEntries(Object.keys(expected).map((name) => [name, object[name]]));

export function checkPart(what, object, expected) {
  check(what, part(object, expected), expected);
}

/// A part of a script; what it throws is a failure, and the parts after it still run.
export async function attempt(work) {
  try {
    await work();
  } catch (error) {
    check(error.stack, "thrown", "nothing thrown");
  }
}

/// Prints what failed and ends the process.
export function finish(title) {
  for (const failure of failures) console.error(failure);
  console.log(`@superoffice/webapi, ${title}: ${checks} checks, ${failures.length} failed`);
  process.exit(failures.length > 0 || checks === 0 ? 1 : 0);
}

/// The methods that were called, with or without success.
export const called = new Set();

/// Calls a method and checks that the answer is of the type that the client declares.
export async function ask(agent, method, ...parameters) {
  called.add(method);
  let answer;
  try {
    answer = await agent[method](...parameters);
  } catch (error) {
    const reason = error.response
      ? `${error.response.status} ${JSON.stringify(error.response.data)}`
      : error.stack;
    throw new Error(`${method}: ${reason}`);
  }
  check(`${method}: as declared`, complaints(method, answer), []);
  return answer;
}

/// Calls a method that is refused, checks the error's four fields and gives the response.
export async function refused(agent, status, errorType, method, ...parameters) {
  called.add(method);
  let response;
  try {
    const answer = await agent[method](...parameters);
    check(`${method} is refused`, answer, `${status} ${errorType}`);
    return null;
  } catch (error) {
    if (!error.response) throw error;
    response = error.response;
  }
  const { Error, ErrorType, Message, ErrorSource } = response.data;
  check(`${method} refused`, [response.status, Error, ErrorType], [status, true, errorType]);
  check(`${method} refused: Message`, typeof Message === "string" && Message.length > 0);
  check(`${method} refused: ErrorSource`, /^SuperOffice\.Services\./.test(ErrorSource));
  return response;
}

const escaped = (text) => text.replace(/[<&]/g, (c) => (c === "<" ? "&lt;" : "&amp;"));

/// The ticket that SoPrincipal gives; null where the gateway does not let them in.
export async function logIn(name, password) {
  const namespace = "http://www.superoffice.net/ws/crm/NetServer/Services88";
  const operation = "AuthenticateUsernamePassword";
  const response = await fetch(`${base}/Remote/Services88/SoPrincipal.svc`, {
    method: "POST",
    headers: {
      "Content-Type": "text/xml; charset=utf-8",
      SOAPAction: `"${namespace}/SoPrincipal/${operation}"`,
    },
    body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<${operation} xmlns="${namespace}">
<UserName>${escaped(name)}</UserName><Password>${escaped(password)}</Password>
</${operation}></s:Body></s:Envelope>`,
  });
  const found = /<(?:\w+:)?Ticket>([^<]+)</.exec(await response.text());
  return found ? found[1] : null;
}

export const basic = (name, password) => ({ auth: { username: name, password } });
export const ticket = (value) => ({ headers: { Authorization: `SOTicket ${value}` } });
export const bearer = (token) => ({ headers: { Authorization: `Bearer ${token}` } });

/// Each agent gets options of its own: what it lacks, it would take from the first agent of the process.
export function agentWith(axiosConfig, options = {}) {
  return new vendor.UserAgent({ baseUrl: base, axiosConfig, ...options });
}
