// A WSDL as plain facts, whatever its prefixes and order: messages, operations, actions, header blocks,
// elements, types, words and annotations. Two models can be compared, and one can be kept as a text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace uag::test {

/// Section ("complexType tns:User") to its lines in the document's order, indented by depth. The target
/// namespace of the definitions is called `tns`; whatever is not known is written out, so nothing is left out
/// of a comparison. Not in it: addresses, prefixes and the order of sections.
struct WsdlModel {
    std::map<std::string, std::vector<std::string>> sections;
};

/// Reads a WSDL with its schemas inside. Throws std::runtime_error if it is not one.
WsdlModel parse_wsdl(std::string_view xml);

/// The model as a text, and back.
std::string dump(const WsdlModel& model);
WsdlModel parse_dump(std::string_view text);

/// Every difference as one line that says whose it is; empty: the same.
std::vector<std::string> differences(const WsdlModel& ours, const WsdlModel& theirs);

}  // namespace uag::test
