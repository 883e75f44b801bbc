#include "adapters/compare/mask_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/agent/operations.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

std::string lowered(std::string_view name) {
    std::string out(name);
    for (char& c : out) c = ascii_lower(c);
    return out;
}

// The names of members, and whether all of that name are secret.
class ContractNames {
public:
    ContractNames() {
        for (const auto rows : {operations(Service::user), operations(Service::so_principal),
                                operations(Service::archive), rest_operations()})
            for (const Operation& row : rows) {
                take(row.request());
                take(row.response());
            }
    }

    // Nothing: no member has that name.
    std::optional<Spot> find(const std::string& name) const {
        const auto at = names_.find(name);
        if (at == names_.end()) return std::nullopt;
        const Use& use = at->second;
        if (!use.is_secret) return Spot{};
        return use.is_harmless ? Spot{nullptr, Secrecy::scalar} : Spot{use.type, Secrecy::all};
    }

    std::vector<std::string> secret_names() const {
        std::vector<std::string> found;
        for (const auto& [name, use] : names_)
            if (use.is_secret) found.push_back(name);
        return found;
    }

private:
    struct Use {
        bool is_secret = false;
        bool is_harmless = false;
        const TypeInfo* type = nullptr;  // of those that are secret
    };

    void take(const TypeInfo& type) {
        if (!seen_.insert(&type).second) return;
        if (type.item != nullptr) take(type.item());
        for (const FieldInfo& field : type.fields) {
            if (!field.is_base)
                for (const std::string_view name : {field.name, field.name_in_rest()}) {
                    Use& use = names_[lowered(name)];
                    (field.is_secret ? use.is_secret : use.is_harmless) = true;
                    if (field.is_secret) use.type = &field.type();
                }
            take(field.type());
        }
    }

    std::map<std::string, Use> names_;
    std::set<const TypeInfo*> seen_;
};

// Where a name has the meaning that is written beside it.
enum NameReader : std::uint8_t { in_member = 1, in_parameter = 2, in_field = 4, in_all = 7 };

enum class NameFit : std::uint8_t {
    part,  ///< anywhere in a name, '-', '_', '.' and blanks left out
    word,  ///< one of the words that those are between
    whole  ///< the name, these left out
};

struct NameRow {
    std::string_view text;
    NameFit fit;
    std::uint8_t readers;
};

// What others call theirs: WS-Security, OAuth 2.0 (RFC 6749, RFC 7521), gateways of APIs, and what people write.
constexpr std::array<NameRow, 28> name_rows{{{"password", NameFit::part, in_all},
                                             {"passwd", NameFit::part, in_all},
                                             {"passphrase", NameFit::part, in_all},
                                             {"pwd", NameFit::part, in_all},
                                             {"secret", NameFit::part, in_all},
                                             {"token", NameFit::part, in_all},
                                             {"apikey", NameFit::part, in_all},
                                             {"accesskey", NameFit::part, in_all},
                                             {"privatekey", NameFit::part, in_all},
                                             {"subscriptionkey", NameFit::part, in_all},
                                             {"sessionid", NameFit::part, in_all},
                                             {"jwt", NameFit::word, in_all},
                                             {"assertion", NameFit::word, in_parameter | in_field},
                                             {"signature", NameFit::word, in_parameter | in_field},
                                             {"credential", NameFit::part, in_field},
                                             {"ticket", NameFit::part, in_field},
                                             {"auth", NameFit::part, in_field},
                                             {"session", NameFit::part, in_field},
                                             {"cookie", NameFit::part, in_field},
                                             {"key", NameFit::word, in_field},
                                             {"key", NameFit::whole, in_parameter},
                                             {"code", NameFit::whole, in_parameter},
                                             {"pass", NameFit::whole, in_parameter},
                                             {"pw", NameFit::whole, in_parameter},
                                             {"sig", NameFit::whole, in_parameter},
                                             {"sid", NameFit::whole, in_parameter},
                                             {"session", NameFit::whole, in_parameter},
                                             {"ticket", NameFit::word, in_parameter}}};

bool is_between_words(char c) { return c == '-' || c == '_' || c == '.' || c == ' '; }

bool has_word(std::string_view name, std::string_view word) {
    while (!name.empty()) {
        const auto end = static_cast<std::size_t>(std::ranges::find_if(name, is_between_words) - name.begin());
        if (name.substr(0, end) == word) return true;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return false;
}

// `name` in lower case.
bool is_usual(const std::string& name, NameReader reader) {
    std::string together = name;
    std::erase_if(together, is_between_words);
    return std::ranges::any_of(name_rows, [&](const NameRow& row) {
        if ((row.readers & reader) == 0) return false;
        if (row.fit == NameFit::word) return has_word(name, row.text);
        return row.fit == NameFit::whole ? together == row.text : together.find(row.text) != std::string::npos;
    });
}

const ContractNames& contract_names() {
    static const ContractNames all;
    return all;
}

// By the character that they begin with.
std::array<std::vector<std::string>, 256> words_by_first() {
    std::vector<std::string> all = contract_names().secret_names();
    for (const NameRow& row : name_rows)
        if (row.readers == in_all) all.emplace_back(row.text);
    for (const std::string_view word : {"ticket", "api_key", "api-key", "session_id"}) all.emplace_back(word);
    std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::array<std::vector<std::string>, 256> by_first;
    for (std::string& word : all) by_first[static_cast<unsigned char>(word.front())].push_back(std::move(word));
    return by_first;
}

const FieldInfo* find_member(const TypeInfo& type, std::string_view name) {
    const FieldInfo* found = nullptr;
    for_each_field(type, nullptr, [&](const FieldInfo& field, void*) {
        if (ascii_iequals(field.name, name) || ascii_iequals(field.name_in_rest(), name)) found = &field;
    });
    return found;
}

Secrecy below(const Spot& parent) { return parent.secrecy == Secrecy::all ? Secrecy::all : Secrecy::none; }

Spot spot_of(const FieldInfo& field, Secrecy around) {
    return {&field.type(), field.is_secret ? Secrecy::all : around};
}

}  // namespace

Spot named_spot(std::string_view name) {
    constexpr std::size_t longest_name = 256;
    if (name.size() > longest_name) return {nullptr, Secrecy::all};
    const std::string word = lowered(name);
    if (const std::optional<Spot> known = contract_names().find(word)) return *known;
    return {nullptr, is_usual(word, in_member) ? Secrecy::all : Secrecy::none};
}

Secrecy secrecy_of_parameter(std::string_view name) {
    const Secrecy named = named_spot(name).secrecy;
    return named == Secrecy::none && is_usual(lowered(name), in_parameter) ? Secrecy::all : named;
}

bool is_secret_field(std::string_view name) {
    return named_spot(name).secrecy != Secrecy::none || is_usual(lowered(name), in_field);
}

const std::vector<std::string>& secret_words(char first) {
    static const std::array<std::vector<std::string>, 256> by_first = words_by_first();
    return by_first[static_cast<unsigned char>(ascii_lower(first))];
}

Spot member_spot(const Spot& parent, std::string_view name) {
    const Secrecy around = below(parent);
    if (parent.type != nullptr && parent.type->kind == Kind::object)
        if (const FieldInfo* const field = find_member(*parent.type, name)) return spot_of(*field, around);
    if (parent.type != nullptr && parent.type->kind == Kind::dictionary) {
        Spot spot = spot_of(parent.type->item().fields.back(), around);
        spot.secrecy = std::max(spot.secrecy, named_spot(name).secrecy);
        return spot;
    }
    const Spot named = named_spot(name);
    return {named.type, std::max(around, named.secrecy)};
}

Spot item_spot(const Spot& parent) {
    if (parent.type != nullptr && parent.type->kind == Kind::array) return {&parent.type->item(), parent.secrecy};
    return {nullptr, parent.secrecy};
}

Spot element_spot(const Spot& parent, std::string_view local) {
    if (parent.type == nullptr) return member_spot(parent, local);
    if (parent.type->kind == Kind::array) return item_spot(parent);
    if (parent.type->kind == Kind::dictionary) return {&parent.type->item(), below(parent)};
    return member_spot(parent, local);
}

}  // namespace uag::compare
