#include "adapters/soap/namespaces.hpp"

namespace uag::soap {

Name split(std::string_view qualified) noexcept {
    const std::size_t colon = qualified.find(':');
    if (colon == std::string_view::npos) return {{}, qualified};
    return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

bool is_declaration(std::string_view qualified) noexcept {
    return qualified.starts_with("xmlns") && (qualified.size() == 5 || qualified[5] == ':');
}

void Namespaces::enter(const pugi::xml_node& element) {
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const std::string_view name = attribute.name();
        if (!is_declaration(name)) continue;
        const std::string_view value = attribute.value();
        bindings_.push_back({name.size() > 5 ? name.substr(6) : std::string_view(), value, classify(value)});
    }
}

std::string_view Namespaces::uri(std::string_view prefix) const noexcept {
    const Binding* const binding = find(prefix);
    return binding == nullptr ? std::string_view() : binding->uri;
}

bool Namespaces::is_bound(std::string_view prefix) const noexcept { return prefix == "xml" || find(prefix) != nullptr; }

Space Namespaces::of_prefix(std::string_view prefix) const noexcept {
    const Binding* const binding = find(prefix);
    if (binding != nullptr) return binding->space;
    return prefix.empty() ? Space::none : Space::other;
}

Space Namespaces::classify(std::string_view uri) const noexcept {
    if (uri.empty()) return Space::none;
    if (uri == service_) return Space::service;
    if (uri == xsi_uri) return Space::xsi;
    if (uri == envelope11_uri) return Space::envelope11;
    if (uri == envelope12_uri) return Space::envelope12;
    if (uri == arrays_uri) return Space::arrays;
    if (uri == cryptography_uri) return Space::cryptography;
    return Space::other;
}

const Namespaces::Binding* Namespaces::find(std::string_view prefix) const noexcept {
    for (std::size_t i = bindings_.size(); i-- > 0;)
        if (bindings_[i].prefix == prefix) return &bindings_[i];
    return nullptr;
}

}  // namespace uag::soap
