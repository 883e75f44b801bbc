// User lists: who sees which rows and columns, and pages of them in the forms of the resource and of the Archive agent.
// Administrators of users see everything, everybody else a few columns of internal associates.
#pragma once

#include "core/base/async.hpp"
#include "core/call/call.hpp"
#include "core/contract/archive.hpp"
#include "core/store/archive_query.hpp"
#include "core/store/store.hpp"

namespace uag {

class Archives {
public:
    Archives(Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    // The resource. errc::invalid_argument for what cannot be read or is not supported, errc::access_denied for a column
    // or provider that the caller may not see, errc::not_found for an unknown provider.
    Task<Result<Box<ArchivePage>>> list_users(const Context&, const ArchiveRequest&);
    /// Of all roles, in order of rank where no other is asked for; everybody sees them, as the agent tells them.
    Task<Result<Box<ArchivePage>>> list_roles(const Context&, const ArchiveRequest&);
    /// Of every zone that SO-TimeZone may name, in the order of their codes.
    Task<Result<Box<ArchivePage>>> list_time_zones(const Context&, const ArchiveRequest&);
    /// The providers' names.
    Task<Result<List<StringKeyValuePair>>> list_archives(const Context&);
    Task<Result<List<Box<ArchiveColumnCarrier>>>> describe_archive(const Context&, const ArchiveProviderRequest&);

    // The agent; errors as above.
    Task<Result<List<Box<ArchiveListItem>>>> get_archive_list_by_columns(const Context&, const ArchiveListRequest&);
    Task<Result<List<Box<ArchiveListItem>>>> get_archive_list_by_columns2(const Context&,
                                                                          const ArchiveTextListRequest&);
    Task<Result<List<String>>> get_provider_names(const Context&);
    Task<Result<List<Box<ArchiveColumnCarrier>>>> get_available_columns(const Context&, const ArchiveProviderRequest&);
    Task<Result<List<Box<MDOListItem>>>> get_available_entities(const Context&, const ArchiveProviderRequest&);

private:
    Task<Result<List<Box<ArchiveListItem>>>> list(const Context& context, Result<ArchiveQuery> query);

    Store& store_;
    const Clock& clock_;
};

}  // namespace uag
