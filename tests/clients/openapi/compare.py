#!/usr/bin/env python3
"""Compares two descriptions of the User agent, Swagger 2.0 or OpenAPI 3.0, and prints every difference.

compare.py OURS THEIRS               exit code 0 if their models are equal
compare.py --resources OURS THEIRS   the same of the resources beside the agent, of what THEIRS has only
compare.py --model DOCUMENT          prints the model, a line a fact: tests/contract/golden/openapi.model.txt
                                     is one
compare.py --model --resources DOCUMENT   that of the resources: openapi.resources.model.txt

The model: paths below /api/v1/Agents/User/ (or of User, Role, Presence and TimeZone) with tags, operation id,
parameters in order, body, media types and result; and the members, in order, of every schema that those reach.
Texts, examples, error answers and nullability are not in it. Of the resources the parameters are compared by name,
and of headers only that they are there; what we have beyond THEIRS (PATCH, conditions) is no difference.
"""
import difflib
import json
import sys

AGENT = "/api/v1/Agents/User/"
RESOURCES = tuple("/api/v1/" + word for word in ("User", "Role", "Presence", "TimeZone"))


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.tree = json.load(file)
        self.is_swagger2 = self.tree.get("swagger") == "2.0"
        self.schemas = {}   # short name -> schema, as far as reached

    def resolve(self, node):
        while "$ref" in node:
            target = self.tree
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def type_of(self, schema):
        if "$ref" in schema:
            target = self.resolve(schema)
            if target["type"] != "object":
                return self.type_of(target)
            name = schema["$ref"].rsplit("/", 1)[1].rsplit(".", 1)[-1]
            if self.schemas.setdefault(name, target) is not target:
                raise SystemExit(f"two schemas are called {name}")
            return name
        kind = schema["type"]
        if "enum" in schema:
            return "enum(" + "|".join(schema["enum"]) + ")"
        if kind == "array":
            return f"array<{self.type_of(schema['items'])}>"
        if kind == "object":
            below = schema.get("additionalProperties")
            return f"map<{self.type_of(below)}>" if below else "object"
        return f"{kind}/{schema['format']}" if "format" in schema else kind

    def parameter(self, parameter):
        schema = parameter if self.is_swagger2 else parameter["schema"]
        required = " required" if parameter.get("required") else ""
        return f"  {parameter['in']} {parameter['name']} {self.type_of(schema)}{required}"

    def body(self, operation):
        if self.is_swagger2:
            bodies = [p for p in operation["parameters"] if p["in"] == "body"]
            if not bodies:
                return
            required = " required" if bodies[0]["required"] else ""
            yield f"  body {self.type_of(bodies[0]['schema'])}{required}"
            yield f"  consumes {' '.join(operation['consumes'])}"
            return
        body = operation.get("requestBody")
        if not body:
            return
        types = {self.type_of(media["schema"]) for media in body["content"].values()}
        yield f"  body {'|'.join(sorted(types))}{' required' if body.get('required') else ''}"
        yield f"  consumes {' '.join(body['content'])}"

    def result(self, operation):
        for status, answer in operation["responses"].items():
            if not status.startswith("2"):
                continue
            content = answer.get("content", {})
            schemas = [media["schema"] for media in content.values()]
            if "schema" in answer:
                schemas = [answer["schema"]]
            types = sorted({self.type_of(schema) for schema in schemas})
            yield f"  {status} {'|'.join(types)}".rstrip()
            produced = operation["produces"] if self.is_swagger2 else list(content)
            if produced:
                yield f"  produces {' '.join(produced)}"

    def model(self, prefixes=(AGENT,)):
        lines = []
        for path, item in sorted(self.tree["paths"].items()):
            if not path.startswith(prefixes):
                continue
            for method, operation in item.items():
                tags = " ".join(operation["tags"])
                lines.append(f"{method.upper()} {path} {operation['operationId']} {tags}")
                parameters = [self.resolve(p) for p in operation["parameters"]]
                lines += [self.parameter(p) for p in parameters if p["in"] != "body"]
                lines += self.body(operation)
                lines += self.result(operation)
        members = {}
        while waiting := [name for name in self.schemas if name not in members]:
            for name in waiting:
                properties = self.schemas[name].get("properties", {})
                members[name] = [f"  {key} {self.type_of(schema)}" for key, schema in properties.items()]
        for name, rows in sorted(members.items()):
            lines += [f"schema {name}", *rows]
        return lines


def operations_of(document):
    """(method, path) -> facts, of the resources."""
    found = {}
    for path, item in document.tree["paths"].items():
        if not path.startswith(RESOURCES):
            continue
        for method, operation in item.items():
            parameters = [document.resolve(p) for p in operation["parameters"]]
            facts = {document.parameter(p) for p in parameters if p["in"] != "body"}
            facts |= set(document.body(operation)) | set(document.result(operation))
            facts.add("  id " + operation["operationId"])
            found[method.upper(), path] = facts
    return found


def compare_resources(ours, theirs):
    """What the public description says and ours does not, or says otherwise; of schemas by member."""
    lines = []
    mine, public = operations_of(ours), operations_of(theirs)
    for key, facts in sorted(public.items()):
        if key not in mine:
            lines.append(f"{' '.join(key)}: missing")
            continue
        lines += [f"{' '.join(key)}: without{fact}" for fact in sorted(facts - mine[key])]
        extra = {fact for fact in mine[key] - facts if not fact.startswith("  header")}
        lines += [f"{' '.join(key)}: beyond{fact}" for fact in sorted(extra)]
    for name in sorted(theirs.schemas):
        if name not in ours.schemas:
            lines.append(f"schema {name}: missing")
            continue
        rows = [[(key, document.type_of(schema)) for key, schema in document.schemas[name].get("properties", {}).items()]
                for document in (theirs, ours)]
        if rows[0] != rows[1]:
            lines += [f"schema {name}: {line}" for line in
                      difflib.unified_diff([f"{k} {t}" for k, t in rows[0]], [f"{k} {t}" for k, t in rows[1]],
                                           lineterm="", n=0)][2:]
    return lines


def main(arguments):
    resources = "--resources" in arguments
    files = [word for word in arguments if not word.startswith("--")]
    if "--model" in arguments and len(files) == 1:
        print("\n".join(Document(files[0]).model(RESOURCES if resources else (AGENT,))))
        return
    if len(files) != 2:
        raise SystemExit(__doc__)
    documents = [Document(path) for path in files]
    if resources:
        differences = compare_resources(*documents)
        print("\n".join(differences) if differences else "no difference")
        sys.exit(1 if differences else 0)
    ours, theirs = (document.model() for document in documents)
    differences = [line for line in difflib.unified_diff(theirs, ours, "theirs", "ours", lineterm="", n=0)]
    print("\n".join(differences) if differences else f"equal: {len(ours)} facts")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
