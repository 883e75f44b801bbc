// Carriers, requests and responses as XML elements: walks the contract's tables, knows no type by name.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>

#include "adapters/soap/namespaces.hpp"
#include "core/base/error.hpp"
#include "core/contract/type_info.hpp"

namespace uag::soap {

/// What reading depends on beside the type.
struct DecodeRules {
    Version version = newest_version;
    std::size_t secret_text = 4096;            ///< bytes of a secret text
    std::uint64_t* unknown_members = nullptr;  ///< counts skipped elements; null: not counted
};

/// The most fields an object may have, its base's included.
inline constexpr std::size_t max_fields = 128;

/// Reads the children of `element` into `object`, by name and namespace, in any order; a member that is not
/// there stays as it is. `namespaces` stands inside of `element`. Errors: errc::bad_parameter (a text that
/// cannot be read, a required member missing), errc::malformed (a member twice, nil with content, a secret
/// member misspelt or too long); `field` is the member's path, `public_text` never quotes a value.
Result<void> decode(const TypeInfo& type, const pugi::xml_node& element, Namespaces& namespaces,
                    const DecodeRules& rules, void* object);

/// Appends an object's members that the version has, in the WSDL's order: nil where there is no value. The
/// default namespace must be the service's, the prefix `i` XMLSchema-instance's.
void encode(const TypeInfo& type, const void* object, Version version, std::string& out);

/// The same for the members of a response element: each declares the prefix `i` itself, if it needs it.
void encode_parts(const TypeInfo& type, const void* object, Version version, std::string& out);

/// As encode(), but what is absent is left out, unless it is required: how a client tells it from nil.
void encode_request(const TypeInfo& type, const void* object, Version version, std::string& out);

}  // namespace uag::soap
