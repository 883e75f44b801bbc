// npm's `soap` against each of the ten WSDLs of a running gateway with the demo associates:
// npm ci --ignore-scripts && gateway.py node client.mjs
// Nothing here knows a message by heart: names, namespaces, order and the address come from the WSDL. What is
// read stays text: npm's `soap` ignores the types where the envelope's prefix is `s`, as WCF's and ours is.
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import soap from "soap";

const admin = "ADM0", adminPassword = "Adm0-demo-only";
const employee = "tje0", employeePassword = "Tje0";
const external = "ext0", externalId = 3;
const nobody = -1;
// How many operations each service has, and which of those about passwords came later.
const operations = {
  84: { User: 75, SoPrincipal: 4 },
  85: { User: 78, SoPrincipal: 4 },
  86: { User: 79, SoPrincipal: 5 },
  87: { User: 83, SoPrincipal: 5 },
  88: { User: 97, SoPrincipal: 5 },
};
const later = { CanChangePassword: 85, GetSupportedChangePasswordTypes: 88, SendChangePasswordEMail: 88 };

const base = process.env.UAG_URL;
const failures = [];
let checks = 0;

function check(what, found, expected = true) {
  ++checks;
  if (!isDeepStrictEqual(found, expected))
    failures.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

const text = (value) => value ?? "";
// A list of one comes without its array.
const items = (value) => [value ?? []].flat();

class Service {
  // Calls go to the address that the WSDL gives.
  static async open(name, version) {
    const service = new Service();
    Object.assign(service, { name, version, place: `Services${version} ${name}` });
    const address = `${base}/Remote/Services${version}/${name}.svc`;
    service.client = await soap.createClientAsync(`${address}?singleWsdl`);
    service.operations = Service.operationsOf(service.client);
    const other = await soap.createClientAsync(`${address}?wsdl`);
    check(`${service.place}: ?wsdl says what ?singleWsdl does`, other.describe(), service.client.describe());
    check(`${service.place}: operations`, service.operations.length, operations[version][name]);
    const { ports } = service.client.wsdl.services[`Wcf${name}Service`];
    check(`${service.place}: address`, ports[`BasicHttpBinding_${name}`].location, address);
    return service;
  }

  static operationsOf(client) {
    const [[, ports]] = Object.entries(client.describe());
    return Object.keys(Object.values(ports)[0]);
  }

  async call(operation, parameters, ticket) {
    this.client.clearSoapHeaders();
    const namespace = `http://www.superoffice.net/ws/crm/NetServer/Services${this.version}`;
    if (ticket) this.client.addSoapHeader({ Credentials: { Ticket: ticket } }, "", "h", namespace);
    try {
      const [body, , headers] = await this.client[`${operation}Async`](parameters);
      return { body: body ?? {}, headers };
    } catch (error) {
      throw new Error(`${this.place}: ${operation}: ${error.message}`);
    }
  }

  // The Response of a call that succeeds.
  async answer(operation, parameters, ticket) {
    const { body, headers } = await this.call(operation, parameters, ticket);
    check(`${this.place}: ${operation}: Succeeded`, headers.Succeeded, "true");
    check(`${this.place}: ${operation}: no ExceptionInfo`, text(headers.ExceptionInfo?.Message), "");
    return body.Response;
  }

  // A call that is refused, and says so in ExceptionInfo.
  async refusal(type, operation, parameters, ticket) {
    const { headers } = await this.call(operation, parameters, ticket);
    const place = `${this.place}: ${operation} refused`;
    check(`${place}: not Succeeded`, headers.Succeeded, "false");
    check(`${place}: type`, text(headers.ExceptionInfo?.ExceptionType).split(".").at(-1), type);
    check(`${place}: has a message`, text(headers.ExceptionInfo?.Message) !== "");
    check(`${place}: no stack trace`, text(headers.ExceptionInfo?.StackTrace), "");
  }
}

// The ticket; null where the gateway does not let them in.
async function logIn(principal, UserName, Password) {
  const { body, headers } = await principal.call("AuthenticateUsernamePassword", { UserName, Password });
  check(`${principal.place}: log-in: Succeeded`, headers.Succeeded, "true");
  return body.AuthenticationSucceeded === "true" ? body.Credentials.Ticket : null;
}

async function checkPrincipal(principal) {
  const proof = { UserName: admin, Password: adminPassword };
  const { body } = await principal.call("AuthenticateUsernamePassword", proof);
  const place = `${principal.place}: log-in`;
  check(`${place} succeeds`, body.AuthenticationSucceeded, "true");
  check(`${place}: ticket`, body.Credentials.Ticket.startsWith("7T:"));
  const expected = {
    UserType: "InternalAssociate", Associate: admin, AssociateId: "1", IsPerson: "true", PersonId: "1",
    CountryId: "578", HomeCountryId: "578", ContactId: "1", GroupId: "1", BusinessId: "1", CategoryId: "1",
    RoleId: "1", RoleName: "User level 0", RoleType: "Employee", FullName: "Ada Admin",
    EMailAddress: "adm0@example.com",
  };
  const who = body.Response;
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, who[name]]));
  check(`${place}: carrier`, found, expected);
  check(`${place}: FunctionRights`, items(who.FunctionRights.string).includes("admin-users"));
  check(`${place}: SecondaryGroups`, items(who.SecondaryGroups.int).sort(), ["2", "3"]);
  check(`${place}: wrong password`, await logIn(principal, admin, "not the password"), null);
  return body.Credentials.Ticket;
}

async function checkSystemInfo(principal) {
  const { body } = await principal.call("GetSystemInfo", {});
  const place = `${principal.place}: GetSystemInfo`;
  const system = body.SystemInfo;
  check(`${place}: DatabaseType`, system.DatabaseType, "SQLite");
  check(`${place}: BuildType`, system.BuildType, "Release");
  check(`${place}: IsUnicode`, system.IsUnicode, "true");
  check(`${place}: the key's owner`, system.License.PublicKey.OwnerName, "SuperOffice");
  check(`${place}: a date`, system.License.PublicKey.SignDate, "0001-01-01T00:00:00");
  // The key's members live in a namespace of their own.
  const key = system.License.PublicKey.Key;
  const members = ["Counter", "G", "J", "P", "Q", "Seed", "Y"];
  check(`${place}: DSA key`, members.map((name) => text(key[name])), ["0", "", "", "", "", "", ""]);
}

async function checkUserNames(user, ticket) {
  const operation = "IsUserNameValidWithReason";
  const candidate = { AssociateId: nobody, Type: "InternalAssociate", PersonId: 0, UserName: "nobody.yet" };
  const free = await user.answer(operation, candidate, ticket);
  check(`${user.place}: ${operation}: a free name`, free.Result, "true");
  const taken = await user.answer(operation, { ...candidate, UserName: admin }, ticket);
  check(`${user.place}: ${operation}: a taken name`, taken.Result, "false");
  check(`${user.place}: ${operation}: the reason`, text(taken.Reason) !== "");
}

async function checkPasswords(user, principal, ticket) {
  const place = user.place;
  for (const [Password, valid] of [["a", "false"], ["corrêct-hørse-battery", "true"]]) {
    const candidate = { AssociateId: externalId, Type: "ExternalAssociate", PersonId: 3, Password };
    const judged = await user.answer("IsPasswordValid", candidate, ticket);
    check(`${place}: IsPasswordValid(${Password})`, judged, valid);
  }
  const [first, second] = [1, 2].map(() => `${randomBytes(12).toString("base64url")} <&> é`);
  const set = (Password) => ({ AssociateId: externalId, Password });
  check(`${place}: SetPassword`, await user.answer("SetPassword", set(first), ticket), "true");
  const own = await logIn(principal, external, first);
  check(`${place}: log-in with the password set`, own !== null);
  const change = (OldPassword) => user.answer("ChangeOwnPassword", { OldPassword, NewPassword: second }, own);
  check(`${place}: ChangeOwnPassword, wrong`, await change("wrong"), "false");
  check(`${place}: ChangeOwnPassword`, await change(first), "true");
  check(`${place}: the old password`, await logIn(principal, external, first), null);
  check(`${place}: the new password`, (await logIn(principal, external, second)) !== null);
  await user.refusal("SoInvalidPasswordException", "SetPassword", set("a"), ticket);
}

async function checkLaterOperations(user, ticket) {
  for (const [name, since] of Object.entries(later))
    check(`${user.place}: has ${name}`, user.operations.includes(name), user.version >= since);
  const about = { AssociateId: 1 };
  if (user.version >= later.CanChangePassword)
    check(`${user.place}: CanChangePassword`, await user.answer("CanChangePassword", about, ticket), "true");
  if (user.version >= later.GetSupportedChangePasswordTypes) {
    const types = await user.answer("GetSupportedChangePasswordTypes", about, ticket);
    check(`${user.place}: GetSupportedChangePasswordTypes`, items(types.ChangePasswordType).length > 0);
  }
}

async function checkRefusals(user, principal) {
  const parameters = { AssociateId: 1, Password: "whatever-it-may-be" };
  await user.refusal("SoSessionException", "SetPassword", parameters);
  await user.refusal("SoSessionException", "SetPassword", parameters, "7T:bm8gc3VjaCB0aWNrZXQ=");
  const ticket = await logIn(principal, employee, employeePassword);
  await user.refusal("SoSentryException", "SetPassword", parameters, ticket);
}

for (const version of Object.keys(operations).map(Number)) {
  const principal = await Service.open("SoPrincipal", version);
  const user = await Service.open("User", version);
  const ticket = await checkPrincipal(principal);
  await checkSystemInfo(principal);
  await checkUserNames(user, ticket);
  await checkPasswords(user, principal, ticket);
  await checkLaterOperations(user, ticket);
  await checkRefusals(user, principal);
}

for (const failure of failures) console.error(failure);
console.log(`npm soap: ${checks} checks, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
