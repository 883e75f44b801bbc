// The contract in SOAP's XML as a client judges and reads it: what is not as the WSDL says is told and left out, the rest
// is read by the codec that reads requests.
#pragma once

#include <pugixml.hpp>

#include "adapters/client/xml_check.hpp"
#include "adapters/soap/namespaces.hpp"

namespace uag::soap {

class ClientDialect final : public client::XmlDialect {
public:
    explicit ClientDialect(Version version) : version_(version) {}

    Version version() const { return version_; }
    bool has(const FieldInfo& field) const override { return field.in_soap(version_); }
    std::string_view name_of(const FieldInfo& field) const override { return field.name; }
    Kind wire_kind(const FieldInfo& field) const override { return field.kind_in(version_); }
    std::optional<std::string_view> uri_of(TypeSpace space) const override;
    bool is_ordered() const override { return true; }
    bool folds_keys() const override { return false; }
    client::Fit fit(const TypeInfo& type, Kind wire, std::string_view text) const override;

private:
    Version version_;
};

/// Judges the element's members and reads them into `object`, of that type. `namespaces` stands inside of the element.
/// False: nothing of it can be read, which a finding says.
bool read_value(const ClientDialect& dialect, const TypeInfo& type, pugi::xml_node element, Namespaces& namespaces,
                client::Path& path, void* object, client::Findings& findings);

/// The same of the members of a message (XmlCheck::message).
bool read_message(const ClientDialect& dialect, const TypeInfo& type, pugi::xml_node element, Namespaces& namespaces,
                  client::Path& path, void* object, client::Findings& findings);

}  // namespace uag::soap
