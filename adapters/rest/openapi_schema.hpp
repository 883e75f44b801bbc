// Schemas of an OpenAPI document: where a value stands inline, and the components that such places refer to.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"

namespace uag::rest {

/// The name of a parameter in a query string: `userId` for `UserId`.
std::string query_name(const FieldInfo& field);

/// Collects the components that the document needs, in the order in which they are first asked for.
class SchemaWriter {
public:
    /// Appends the schema of a value: scalars, arrays and dictionaries inline, carriers and enumerations by
    /// `$ref`.
    void write_value(const TypeInfo& type, std::string& out);

    /// Appends a `$ref` to a component of that name with the type's own members: a request, whose type
    /// several operations may share.
    void write_named(std::string_view name, const TypeInfo& type, std::string& out);

    /// Appends a `$ref` to the carrier as a resource shows it: with `_Links`.
    void write_linked(const TypeInfo& type, std::string& out);

    /// Appends the components asked for so far, and those that they ask for, as members of an open JSON
    /// object.
    void write_components(std::string& out);

private:
    struct Component {
        std::string name;
        const TypeInfo* type;
        bool has_links;
    };

    void write_reference(std::string name, const TypeInfo& type, bool has_links, std::string& out);
    void write_object(const TypeInfo& type, bool has_links, std::string& out);

    std::vector<Component> components_;
    std::set<std::string, std::less<>> names_;
};

}  // namespace uag::rest
