// Whether somebody is left who may do everything and can log in.
#include "core/security/access.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("an administrator is one who holds the right and may log in") {
    StoreFixture<SqliteHome> f;
    const auto is_there = [&] {
        return rows_read(*f.store, [](Rows& rows) { return has_administrator(rows, TimePoint{}); });
    };
    f.add(employee("staff"));
    CHECK_FALSE(is_there());
    NewAssociate admin = employee("admin");
    admin.associate.role_id = 11;
    AssociateRecord record = admin.associate;
    record.id = f.add(admin);
    CHECK_FALSE(is_there());
    const auto secure = [&](TimePoint expires) {
        PasswordRecord password = password_record("phc");
        password.expires = expires;
        rows_written(*f.store, [&](Rows& rows) { return rows.put_password(record.id, password, {}); });
    };
    secure(TimePoint{});
    CHECK_FALSE(is_there());
    secure(TimePoint::max());
    CHECK(is_there());
    const auto with = [&](auto change) {
        AssociateRecord changed = record;
        change(changed);
        rows_written(*f.store, [&](Rows& rows) { return rows.update_associate(changed, {f.now(), 1}); });
        return is_there();
    };
    CHECK_FALSE(with([](AssociateRecord& r) { r.deleted = true; }));
    CHECK_FALSE(with([](AssociateRecord& r) { r.retired = true; }));
    CHECK_FALSE(with([](AssociateRecord& r) { r.waiting_for_approval = true; }));
    CHECK_FALSE(with([](AssociateRecord& r) { r.type = UserType::resource_associate; }));
    CHECK_FALSE(with([](AssociateRecord& r) { r.type = UserType::unknown; }));
    CHECK_FALSE(with([](AssociateRecord& r) { r.role_id = 12; }));
    CHECK(with([](AssociateRecord&) {}));
    rows_written(*f.store, [](Rows& rows) { return rows.set_functional_rights(11, {103}); });
    CHECK_FALSE(is_there());
}

TEST_CASE("an administrator is found behind any number of others with the role, and in any role") {
    StoreFixture<SqliteHome> f;
    const auto is_there = [&] {
        return rows_read(*f.store, [&](Rows& rows) { return has_administrator(rows, f.now()); });
    };
    for (int i = 0; i < 40; ++i) {
        NewAssociate other = employee_with_password("other" + std::to_string(i), "x");
        other.associate.role_id = 11;
        other.associate.retired = true;
        f.add(other);
    }
    CHECK_FALSE(is_there());
    NewAssociate last = employee_with_password("last", "x");
    last.associate.role_id = 11;
    const std::int32_t id = f.add(last);
    CHECK(is_there());
    rows_written(*f.store, [&](Rows& rows) { return rows.remove_associate(id); });
    CHECK_FALSE(is_there());
    NewAssociate program = employee_with_password("program", "x");
    program.associate.type = UserType::system_associate;
    program.associate.role_id = 15;
    f.add(program);
    CHECK(is_there());
}
