// The columns of user lists in SQL: where each comes from, and what it is compared and sorted by.
#pragma once

#include "adapters/sqlite/connection.hpp"
#include "core/contract/archive_columns.hpp"

namespace uag::sqlite {

/// What is joined to `associate a`; bits.
enum ArchiveJoin : unsigned {
    join_none = 0,
    join_person = 1,      ///< p
    join_role = 2,        ///< r
    join_group = 4,       ///< g
    join_password = 8,    ///< c
    join_credential = 16, ///< l: the first beside the password
    join_presence = 32    ///< s
};

struct ArchiveSource {
    ArchiveColumn column;
    unsigned joins;
    Sql value;    ///< what is shown; digits for numbers and booleans
    Sql key;      ///< what is compared and sorted by: folded, or a number; never NULL
    Sql id;       ///< for columns that an id may stand for: the id, never NULL
    Sql bare_id;  ///< the same for ids that are not 0, so that an index serves: may be NULL
};

const ArchiveSource& source_of(ArchiveColumn column);

/// Begins with " LEFT JOIN"; `join` is one bit.
Sql join_of(ArchiveJoin join);

}  // namespace uag::sqlite
