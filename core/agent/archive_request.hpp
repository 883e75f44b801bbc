// A request for a list read and judged: what the store is asked for on behalf of this caller.
#pragma once

#include "core/call/call.hpp"
#include "core/contract/archive.hpp"
#include "core/store/archive_query.hpp"

namespace uag {

/// Errors as class Archives says.
Result<ArchiveQuery> archive_query(const Context& context, const ArchiveRequest& request,
                                   ArchiveList list = ArchiveList::users);
Result<ArchiveQuery> archive_query(const Context& context, const ArchiveListRequest& request);
Result<ArchiveQuery> archive_query(const Context& context, const ArchiveTextListRequest& request);

/// errc::not_found for an unknown provider, errc::access_denied for one that this caller may not see.
Result<const ArchiveProvider*> archive_provider(const Caller& caller, std::string_view name);
/// Whether the caller is shown the column.
inline bool may_see(const Caller& caller, const ArchiveColumnInfo& column) {
    return caller.rights.users || column.for_everybody;
}

/// The name of a column of the answer.
std::string name_of(const ArchiveSelected& selected);
ColumnKind kind_of(const ArchiveSelected& selected);

/// The tree of an array of restrictions; nothing if none is active. Values may be encoded (`[I:5]`).
Result<std::optional<FilterNode>> filter_of(const List<Box<ArchiveRestrictionInfo>>& restrictions);

}  // namespace uag
