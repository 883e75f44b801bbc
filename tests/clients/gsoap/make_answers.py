#!/usr/bin/python3
"""Writes the C++ that answers every operation of a service that gSOAP generated: each answer is filled by its types.

make_answers.py FOLDER SERVICE_CLASS >FOLDER/answers.hpp
"""
import re
import sys

HEADERS = """    template <class Answer> int answered(Answer& answer) {
        soap->header = new SOAP_ENV__Header();
        fill(soap->header->ns1__ExtraInfo, 3);
        fill(soap->header->ns1__Succeeded, 3);
        fill(soap->header->ns1__TimeZone, 3);
        fill(answer, 9);
        return SOAP_OK;
    }"""


def classes(stub):
    """Name, base and members of each class, as soapcpp2 writes them."""
    for match in re.finditer(r"^class SOAP_CMAC (\w+)(?: : public (\w+))? \{\n(.*?)^\};", stub, re.M | re.S):
        name, base, body = match.groups()
        members = re.findall(r"^        /// (?:Optional|Required) (?:element|attribute) .*\n        \S.*?[ *](\w+);", body, re.M)
        yield name, base, members


def main():
    folder, service_class = sys.argv[1:]
    stub, service = (open(f"{folder}/{name}.h", encoding="utf-8").read() for name in ("soapStub", f"soap{service_class}"))
    found = list(classes(stub))
    operations = re.findall(r"virtual int (\w+)\((\w+) \*\w+, (\w+) &\w+\) SOAP_PURE_VIRTUAL;", service)
    if not found or not operations:
        sys.exit("make_answers.py: soapcpp2 writes its classes otherwise now.")
    print(f'#include "soap{service_class}.h"')
    print(f'#include "{service_class.removesuffix("Service")}.nsmap"')
    for name, _, _ in found:
        print(f"void fill({name}& value, int depth);")
    print('#include "fill.hpp"')
    for name, base, members in found:
        print(f"void fill([[maybe_unused]] {name}& value, [[maybe_unused]] int depth) {{")
        if base:
            print(f"    fill(static_cast<{base}&>(value), depth);")
        for member in members:
            print(f"    fill(value.{member}, depth - 1);")
        print("}")
    print(f"struct Answers : {service_class} {{")
    print(f"    using {service_class}::{service_class};")
    print(HEADERS)
    print(f"    {service_class}* copy() override {{ return nullptr; }}")
    for name, request, answer in operations:
        print(f"    int {name}({request}*, {answer}& answer) override {{ return answered(answer); }}")
    print("};")


if __name__ == "__main__":
    main()
