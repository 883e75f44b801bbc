#include "support/store_rows.hpp"

#include <algorithm>

namespace uag::test {
namespace {

Result<void> plant_rights(Rows& rows, const Seed& seed) {
    for (const FunctionalRight& right : seed.rights) {
        const auto stored = rows.functional_rights();
        if (!stored.has_value()) return stored.error();
        if (std::ranges::find(*stored, right.code, &FunctionalRight::code) != stored->end()) continue;
        if (const auto id = rows.insert_functional_right(right); !id.has_value()) return id.error();
    }
    return {};
}

Result<void> plant_role(Rows& rows, const NewRole& role, Stamp stamp) {
    const auto rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    std::vector<std::int32_t> ids;
    for (const FunctionalRight& right : *rights)
        if (std::ranges::count(role.functional_rights, right.code) != 0) ids.push_back(right.id);
    const auto id = rows.insert_role(role.role, stamp);
    if (!id.has_value()) return id.error();
    for (const DataRightCell& cell : role.data_rights)
        if (auto put = rows.put_data_right(*id, cell); !put.has_value()) return put;
    return rows.set_functional_rights(*id, ids);
}

Result<std::int32_t> plant_person(Rows& rows, const NewAssociate& associate, Stamp stamp) {
    if (!associate.person) return associate.associate.person_id;
    const auto there = rows.person(associate.person->id);
    if (!there.has_value()) return there.error();
    if (there->has_value()) return associate.person->id;
    return rows.insert_person(*associate.person, stamp);
}

}  // namespace

Result<std::int32_t> plant_associate(Rows& rows, const NewAssociate& associate, Stamp stamp) {
    const auto person = plant_person(rows, associate, stamp);
    if (!person.has_value()) return person.error();
    AssociateRecord record = associate.associate;
    record.person_id = *person;
    auto id = rows.insert_associate(record, stamp);
    if (!id.has_value()) return id;
    if (auto groups = rows.set_other_groups(*id, associate.secondary_groups); !groups.has_value())
        return groups.error();
    if (!associate.phc) return id;
    if (auto put = rows.put_password(*id, password_record(*associate.phc, associate.must_change), stamp);
        !put.has_value())
        return put.error();
    return id;
}

Result<void> plant(Rows& rows, const Seed& seed, Stamp stamp) {
    if (auto planted = plant_rights(rows, seed); !planted.has_value()) return planted;
    for (const NewRole& role : seed.roles)
        if (auto planted = plant_role(rows, role, stamp); !planted.has_value()) return planted;
    for (const GroupRecord& group : seed.groups)
        if (const auto id = rows.insert_group(group, stamp); !id.has_value()) return id.error();
    for (const NewAssociate& associate : seed.associates)
        if (const auto id = plant_associate(rows, associate, stamp); !id.has_value()) return id.error();
    for (const ModuleLicenseRecord& license : seed.licenses)
        if (const auto id = rows.insert_module_license(license); !id.has_value()) return id.error();
    for (const std::int32_t contact : seed.owner_contacts)
        if (const auto added = rows.add_owner_contact(contact, stamp); !added.has_value()) return added.error();
    return seed.password_rules ? rows.put_password_rules(*seed.password_rules) : Result<void>{};
}

Task<Result<std::int32_t>> plant_associate(Store& store, NewAssociate associate, Stamp stamp) {
    auto work = [&](Rows& rows) { return plant_associate(rows, associate, stamp); };
    co_return co_await write_rows(store, work);
}

Task<Result<void>> plant(Store& store, Seed seed, Stamp stamp) {
    auto work = [&](Rows& rows) { return plant(rows, seed, stamp); };
    co_return co_await write_rows(store, work);
}

Task<Result<std::optional<Identity>>> identity_of(Store& store, std::int32_t associate_id) {
    auto work = [&](Rows& rows) { return rows.identity(associate_id); };
    co_return co_await read_rows(store, work);
}

Task<Result<std::optional<Identity>>> identity_called(Store& store, std::string folded_name) {
    auto work = [&](Rows& rows) -> Result<std::optional<Identity>> {
        const auto id = rows.associate_by_name(folded_name);
        if (!id.has_value()) return id.error();
        if (!id->has_value()) return std::optional<Identity>{};
        return rows.identity(**id);
    };
    co_return co_await read_rows(store, work);
}

Task<Result<std::vector<AssociateSummary>>> associates_of(Store& store) {
    auto work = [](Rows& rows) { return rows.associates(); };
    co_return co_await read_rows(store, work);
}

Task<Result<void>> put_password(Store& store, std::int32_t associate_id, std::string phc, Stamp stamp) {
    auto work = [&](Rows& rows) { return rows.put_password(associate_id, password_record(phc), stamp); };
    co_return co_await write_rows(store, work);
}

Task<Result<void>> put_session(Store& store, SessionRecord session) {
    auto work = [&](Rows& rows) { return rows.insert_session(session); };
    co_return co_await write_rows(store, work);
}

Task<Result<std::optional<SessionRecord>>> stored_session(Store& store, Digest key) {
    auto work = [&](Rows& rows) { return rows.session(key); };
    co_return co_await read_rows(store, work);
}

Task<Result<void>> put_failures(Store& store, std::vector<FailureRecord> failures) {
    auto work = [&](Rows& rows) -> Result<void> {
        for (const FailureRecord& failure : failures)
            if (auto put = rows.put_failure(failure); !put.has_value()) return put;
        return {};
    };
    co_return co_await write_rows(store, work);
}

Task<Result<std::vector<FailureRecord>>> failures_of(Store& store) {
    auto work = [](Rows& rows) { return rows.failures(); };
    co_return co_await read_rows(store, work);
}

}  // namespace uag::test
