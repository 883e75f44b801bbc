// The body of another server's answer, JSON or XML, judged and read by the contract's table.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "adapters/client/findings.hpp"
#include "adapters/http/charset.hpp"
#include "adapters/json/guard.hpp"
#include "adapters/xml/guard.hpp"
#include "core/contract/type_info.hpp"

namespace uag::rest {

/// What an answer may have at most: lists are longer than requests.
struct AnswerLimits {
    JsonLimits json{32, 10'000, 250'000};
    xml::XmlLimits xml{32, 64, 64, 256, 4'194'304, 250'000};
};

class ClientBody {
public:
    /// Takes a copy, which is overwritten when this goes.
    explicit ClientBody(std::string_view bytes) : bytes_(bytes) {}
    ~ClientBody();
    ClientBody(const ClientBody&) = delete;
    ClientBody& operator=(const ClientBody&) = delete;

    /// Once. False: it is none, which a finding at `path` says.
    bool parse_json(Charset charset, const JsonLimits& limits, const client::Path& path, client::Findings& findings);
    bool parse_xml(Charset charset, const xml::XmlLimits& limits, const client::Path& path, client::Findings& findings);

    /// Judges the whole body as a value of that type and reads it into its slot, as far as it can be read. False:
    /// nothing of it can, which a finding says. After parse_json() or parse_xml(), once.
    bool read(const TypeInfo& type, void* slot, client::Path& path, client::Findings& findings);

private:
    bool read_json(const TypeInfo& type, void* slot, client::Path& path, client::Findings& findings);
    bool read_xml(const TypeInfo& type, void* slot, client::Path& path, client::Findings& findings);

    std::string bytes_;
    std::string converted_;  // if it did not come as UTF-8
    bool is_xml_ = false;
    json::Body json_;
    pugi::xml_document xml_;
};

}  // namespace uag::rest
