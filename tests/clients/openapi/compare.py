#!/usr/bin/env python3
"""Compares two descriptions of the User agent, Swagger 2.0 or OpenAPI 3.0, and prints every difference.

compare.py OURS THEIRS        exit code 0 if their models are equal
compare.py --model DOCUMENT   prints the model, a line a fact: tests/contract/golden/openapi.model.txt is one

The model: paths below /api/v1/Agents/User/ with tags, operation id, parameters in order, body, media types
and result; and the members, in order, of every schema that those reach. Texts, examples, error answers and
nullability are not in it.
"""
import difflib
import json
import sys

AGENT = "/api/v1/Agents/User/"


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
            return f"map<{self.type_of(schema['additionalProperties'])}>"
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

    def model(self):
        lines = []
        for path, item in sorted(self.tree["paths"].items()):
            if not path.startswith(AGENT):
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


def main(arguments):
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    if arguments[0] == "--model":
        print("\n".join(Document(arguments[1]).model()))
        return
    ours, theirs = (Document(path).model() for path in arguments)
    differences = [line for line in difflib.unified_diff(theirs, ours, "theirs", "ours", lineterm="", n=0)]
    print("\n".join(differences) if differences else f"equal: {len(ours)} facts")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
