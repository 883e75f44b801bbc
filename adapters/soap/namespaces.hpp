// Which namespace a prefix means at a place of the tree: a stack of declarations that grows on the way down.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <pugixml.hpp>
#include <string_view>

#include "adapters/soap/names.hpp"

namespace uag::soap {

/// A namespace, as far as anybody here asks.
enum class Space : std::uint8_t { none, other, envelope11, envelope12, xsi, service, arrays, cryptography };

/// A qualified name, taken apart.
struct Name {
    std::string_view prefix;
    std::string_view local;
};
Name split(std::string_view qualified) noexcept;

/// Whether an attribute of that name declares a namespace.
bool is_declaration(std::string_view qualified) noexcept;

/// The declarations in scope. Views into the document, which outlives it.
class Namespaces {
public:
    explicit Namespaces(Version version) : service_(service_uri(version)) {}

    /// Adds the element's own declarations.
    void enter(const pugi::xml_node& element);
    std::size_t depth() const noexcept { return bindings_.size(); }
    /// Forgets what was added since depth() was that.
    void leave(std::size_t depth) noexcept { bindings_.resize(depth); }

    /// An element's namespace (the default one without a prefix).
    Space of_element(const Name& name) const noexcept { return of_prefix(name.prefix); }
    /// An attribute's namespace (none without a prefix).
    Space of_attribute(const Name& name) const noexcept {
        return name.prefix.empty() ? Space::none : of_prefix(name.prefix);
    }
    /// The namespace name itself; empty if the prefix is not bound.
    std::string_view uri(std::string_view prefix) const noexcept;
    bool is_bound(std::string_view prefix) const noexcept;

private:
    struct Binding {
        std::string_view prefix;
        std::string_view uri;
        Space space = Space::none;
    };
    Space of_prefix(std::string_view prefix) const noexcept;
    Space classify(std::string_view uri) const noexcept;
    const Binding* find(std::string_view prefix) const noexcept;

    std::string_view service_;
    boost::container::small_vector<Binding, 16> bindings_;
};

/// Enters an element and leaves it at the end of the block.
class Scope {
public:
    Scope(Namespaces& namespaces, const pugi::xml_node& element) : namespaces_(namespaces), depth_(namespaces.depth()) {
        namespaces_.enter(element);
    }
    ~Scope() { namespaces_.leave(depth_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

private:
    Namespaces& namespaces_;
    std::size_t depth_;
};

}  // namespace uag::soap
