// Compares a JSON answer with the OpenAPI description that the contract's table gives, member by member, and makes null
// what cannot be read, so that the codec that reads it afterwards finds nothing to stumble over.
#pragma once

#include "adapters/client/findings.hpp"
#include "adapters/json/rapidjson.hpp"
#include "core/contract/type_info.hpp"

namespace uag::rest {

/// Whether the text is the enumeration's as an answer has it: its words in their case, flags joined by ", " or "0". One
/// that the description calls a plain string has any text that can be read.
bool is_answer_word(const TypeInfo& type, std::string_view text);

/// Judges the value as one of that type, at `path`. Members that are not sent are no findings: none is required.
void check_json(const TypeInfo& type, json::Value& value, client::Path& path, client::Findings& findings);

}  // namespace uag::rest
