#include "core/security/names.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/security/ticket.hpp"

namespace uag {

std::string kept_name(std::string_view name) {
    const std::optional<std::string> normal = to_nfc(name, max_kept_code_points);
    return std::string(normal ? trim(*normal) : name);
}

std::optional<Message> judge_name(std::string_view name) {
    const auto too_long = [] {
        return sentence("The name is too long: at most {0} characters.", {max_name_code_points});
    };
    if (!may_fit(name, max_name_code_points)) return too_long();
    const std::optional<std::string> normal = to_nfc(name, max_name_code_points);
    if (!normal) return label("The name is not well-formed text.");
    const std::string_view trimmed = trim(*normal);
    if (trimmed.empty()) return label("A name is needed.");
    if (code_points(trimmed) > max_name_code_points) return too_long();
    if (has_control(trimmed)) return label("The name must not contain control characters.");
    if (trimmed.find(':') != std::string_view::npos) return label("The name must not contain a colon.");
    return std::nullopt;
}

bool is_in_use(const std::vector<std::int32_t>& called, std::int32_t associate_id) {
    return std::ranges::any_of(called, [&](std::int32_t id) { return id != associate_id; });
}

Task<Result<NameCache::Associates>> NameCache::called(std::string_view name) {
    std::string folded = folded_name(name);
    Shard& shard = shard_of(folded);
    {
        const std::scoped_lock lock(shard.mutex);
        const auto at = shard.called.find(folded);
        if (at != shard.called.end()) co_return at->second;
    }
    const std::uint64_t as_of = clearings_.load();
    auto look = [&folded](Rows& rows) { return rows.associates_called(folded); };
    auto found = co_await read_rows(store_, look);
    if (!found.has_value()) co_return found.error();
    const std::scoped_lock lock(shard.mutex);
    if (clearings_.load() != as_of) co_return std::move(*found);
    if (shard.called.size() >= kept_ / shards_.size()) shard.called.clear();
    shard.called.emplace(std::move(folded), *found);
    co_return std::move(*found);
}

std::optional<NameCache::Associates> NameCache::known(std::string_view name) {
    const std::string folded = folded_name(name);
    Shard& shard = shard_of(folded);
    const std::scoped_lock lock(shard.mutex);
    const auto at = shard.called.find(folded);
    if (at == shard.called.end()) return std::nullopt;
    return at->second;
}

void NameCache::clear() {
    ++clearings_;
    for (Shard& shard : shards_) {
        const std::scoped_lock lock(shard.mutex);
        shard.called.clear();
    }
}

NameCache::Shard& NameCache::shard_of(const std::string& folded) {
    return shards_[std::hash<std::string>{}(folded) % shards_.size()];
}

std::string full_name(const PersonRecord& person) {
    std::string name;
    for (const std::string* part : {&person.first_name, &person.middle_name, &person.last_name}) {
        if (part->empty()) continue;
        if (!name.empty()) name += ' ';
        name += *part;
    }
    return name;
}

std::set<std::string> account_names(const Identity& identity) {
    std::set<std::string> names;
    for (const std::string* name : {&identity.associate.name, &identity.associate.user_name, &identity.person.email})
        if (!name->empty()) names.insert(folded_name(*name));
    return names;
}

}  // namespace uag
