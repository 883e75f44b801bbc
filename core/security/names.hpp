// What an associate may be called, and a cache of who has which name.
#pragma once

#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/message.hpp"
#include "core/base/text.hpp"
#include "core/store/store.hpp"

namespace uag {

/// Code points of the longest texts of a carrier: descriptions.
inline constexpr std::size_t max_kept_code_points = 2000;

/// The form in which a name or another text of a carrier is kept: NFC without white space around it. Text that is
/// ill-formed or longer than any that is kept stays as it is, and is refused by whoever judges it.
std::string kept_name(std::string_view name);

/// Why a name cannot be given, as far as the name itself tells; nothing if it can.
std::optional<Message> judge_name(std::string_view name);

/// First, middle and last name, those that there are.
std::string full_name(const PersonRecord& person);

/// Whether somebody else than the associate is among those who are called so.
bool is_in_use(const std::vector<std::int32_t>& called, std::int32_t associate_id);

/// Everything that the associate may type to log in, folded: failed log-ins may be counted under any of it.
std::set<std::string> account_names(const Identity& identity);

/// Who is called what, read through the store once and kept until a name changes. Safe from any thread.
class NameCache {
public:
    explicit NameCache(Store& store, std::size_t kept = 100'000) : store_(store), kept_(kept) {}

    using Associates = std::vector<std::int32_t>;
    /// As Rows::associates_called, for a name that is not folded yet.
    Task<Result<Associates>> called(std::string_view name);
    /// The same without waiting; nothing if the name has not been asked for since the last clear().
    std::optional<Associates> known(std::string_view name);
    /// After any associate was added, renamed or deleted, or has another e-mail address.
    void clear();

private:
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Associates> called;
    };
    Shard& shard_of(const std::string& folded);

    Store& store_;
    const std::size_t kept_;
    std::array<Shard, 16> shards_;
    std::atomic<std::uint64_t> clearings_{0};
};

}  // namespace uag
