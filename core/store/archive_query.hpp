// A page of a user list as the store is asked for it: already read and judged, nothing in it is anybody's text but values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/contract/archive_filter.hpp"

namespace uag {

/// A column of the answer.
struct ArchiveSelected {
    ArchiveColumn column{};
    std::string license{};  ///< of ArchiveColumn::license: the licence's name, ASCII lower case
};

struct ArchiveQuery {
    std::optional<UserType> only;
    std::optional<FilterNode> filter;
    std::vector<std::string> licenses;  ///< only holders of one of these, names as above; empty: everybody
    std::vector<ArchiveOrder> order;    ///< ids come last; empty: in order of id
    std::vector<ArchiveSelected> columns;
    std::int64_t skip = 0;
    std::int32_t limit = 0;
    bool count = false;                 ///< count all that the filter lets through, too
    std::int32_t caller_id = 0;         ///< what currentAssociate stands for
    TimePoint now{};                    ///< for canLogin
};

struct ArchiveRecord {
    std::int32_t id = 0;
    bool active = false;
    std::vector<std::string> values;  ///< one a column: a text, or a number's digits; "0" or "1" for booleans
};

struct ArchiveRecords {
    std::vector<ArchiveRecord> rows;
    std::int64_t count = 0;
};

}  // namespace uag
