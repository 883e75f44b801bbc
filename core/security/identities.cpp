#include "core/security/identities.hpp"

#include <utility>

namespace uag {
namespace {

using MaybeId = std::optional<std::int32_t>;

Result<std::optional<Identity>> identity_of(Rows& rows, const Result<MaybeId>& id) {
    if (!id.has_value()) return id.error();
    if (!id->has_value()) return std::optional<Identity>{};
    return rows.identity(**id);
}

}  // namespace

Result<std::optional<Identity>> identity_by_name(Rows& rows, std::string_view folded_name) {
    return identity_of(rows, rows.associate_by_name(folded_name));
}

Result<std::optional<Identity>> identity_for_login(Rows& rows, std::string_view folded_login) {
    const Result<MaybeId> named = rows.name_owner(folded_login);
    if (!named.has_value() || named->has_value()) return identity_of(rows, named);
    const auto addressed = rows.associates_of_address(folded_login);
    if (!addressed.has_value()) return addressed.error();
    if (addressed->size() != 1) return std::optional<Identity>{};
    return rows.identity(addressed->front());
}

Task<Result<std::optional<Identity>>> find_identity(Store& store, std::int32_t associate_id) {
    auto find = [associate_id](Rows& rows) { return rows.identity(associate_id); };
    co_return co_await read_rows(store, find);
}

Task<Result<std::optional<Identity>>> find_identity_by_name(Store& store, std::string folded_name) {
    auto find = [&folded_name](Rows& rows) { return identity_by_name(rows, folded_name); };
    co_return co_await read_rows(store, find);
}

Task<Result<std::optional<Identity>>> find_identity_for_login(Store& store, std::string folded_login) {
    auto find = [&folded_login](Rows& rows) { return identity_for_login(rows, folded_login); };
    co_return co_await read_rows(store, find);
}

}  // namespace uag
