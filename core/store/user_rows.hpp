// The rows of associates and persons, and of what hangs on them alone.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/archive_query.hpp"
#include "core/store/records.hpp"

namespace uag {

class UserRows {
public:
    virtual ~UserRows() = default;

    /// Deleted and retired associates are found too.
    virtual Result<std::optional<Identity>> identity(std::int32_t associate_id) = 0;
    virtual Result<std::optional<UserEntry>> user(std::int32_t associate_id) = 0;
    /// In order of id.
    virtual Result<std::vector<AssociateSummary>> associates() = 0;
    /// By folded associate name; a user name beside it does not count.
    virtual Result<std::optional<std::int32_t>> associate_by_name(std::string_view folded_name) = 0;
    /// Whose associate name or user name folds to this: both are one set of names.
    virtual Result<std::optional<std::int32_t>> name_owner(std::string_view folded_name) = 0;
    /// Two at most of the associates, in order of id, whose associate name, user name or e-mail address this is.
    /// Deleted ones too: they may come back.
    virtual Result<std::vector<std::int32_t>> associates_called(std::string_view folded) = 0;
    /// Two at most of the associates who are not deleted and have this e-mail address, which is not empty.
    virtual Result<std::vector<std::int32_t>> associates_of_address(std::string_view folded_email) = 0;
    virtual Result<std::optional<std::int32_t>> nick_name_owner(std::string_view folded_name) = 0;
    virtual Result<std::vector<std::int32_t>> associates_of_person(std::int32_t person_id) = 0;
    virtual Result<std::vector<std::int32_t>> associates_with_ej_user(std::int32_t ej_user_id) = 0;
    /// Whose role it is, with an id above `after`, in order of id, `limit` at most. Deleted ones too.
    virtual Result<std::vector<AssociateRecord>> associates_of_role(std::int32_t role_id, std::int32_t after,
                                                                    std::int32_t limit) = 0;
    /// Not deleted ones whose associate name, user name, full name or e-mail address contains the folded text
    /// (all for an empty one), in order of name; optionally only of one group, by its id.
    virtual Result<std::vector<AssociateSummary>> search_associates(std::string_view folded_text,
                                                                    std::optional<std::int32_t> group_id,
                                                                    std::int32_t limit) = 0;
    /// In order of id, `limit` of them after the first `skip`. Deleted ones too.
    virtual Result<ArchiveRecords> archive(const ArchiveQuery& query) = 0;

    /// Whether an associate has the id, or had it before being removed.
    virtual Result<bool> is_associate_id_used(std::int32_t associate_id) = 0;
    /// Its id: record.id, which must be free, or for 0 one that was never given before. Names are stored as they are.
    virtual Result<std::int32_t> insert_associate(const AssociateRecord& record, Stamp stamp) = 0;
    /// Every member of the row of record.id, its names' keys too.
    virtual Result<void> update_associate(const AssociateRecord& record, Stamp stamp) = 0;
    /// The stamp alone.
    virtual Result<void> stamp_associate(std::int32_t associate_id, Stamp stamp) = 0;
    /// With everything that hangs on it: names, sessions, credentials, groups, licences, presence, tokens.
    virtual Result<void> remove_associate(std::int32_t associate_id) = 0;
    virtual Result<void> set_other_groups(std::int32_t associate_id, const std::vector<std::int32_t>& group_ids) = 0;
    virtual Result<void> set_last_login(std::int32_t associate_id, TimePoint when) = 0;
    virtual Result<void> set_last_logout(std::int32_t associate_id, TimePoint when) = 0;

    virtual Result<std::optional<PersonRecord>> person(std::int32_t person_id) = 0;
    /// Its id: record.id, which must be free, or for 0 a new one.
    virtual Result<std::int32_t> insert_person(const PersonRecord& record, Stamp stamp) = 0;
    virtual Result<void> update_person(const PersonRecord& record, Stamp stamp) = 0;
    /// Persons of the contact (0: of any), by folded e-mail address; by the digits of any of their phones; by folded
    /// full name. In order of id.
    virtual Result<std::vector<PersonRecord>> persons_by_email(std::int32_t contact_id, std::string_view folded) = 0;
    virtual Result<std::vector<PersonRecord>> persons_by_phone(std::int32_t contact_id, std::string_view digits) = 0;
    virtual Result<std::vector<PersonRecord>> persons_by_name(std::int32_t contact_id, std::string_view folded) = 0;

    virtual Result<std::optional<PresenceRecord>> presence(std::int32_t associate_id) = 0;
    /// Whose presence was ever set: the first `limit`, by id.
    virtual Result<std::vector<std::int32_t>> associates_with_presence(std::int32_t limit) = 0;
    virtual Result<void> put_presence(std::int32_t associate_id, const PresenceRecord& presence) = 0;
};

}  // namespace uag
