#include "server/setup/seed_setup.hpp"

#include <string>
#include <utility>

#include "server/setup/find_named.hpp"

namespace uag {
namespace {

Result<void> find_named(Rows& rows, SeedFile& file) {
    const auto at_place = [](const SeedFile::Named& named, const Error& error) {
        return fail_in_english(errc::invalid_argument, named.place + ": " + error.public_text.english());
    };
    for (const SeedFile::Named& named : file.named) {
        AssociateRecord& associate = file.seed.associates[named.associate].associate;
        if (named.what == SeedFile::What::role) {
            const auto role = find_role(rows, named.name);
            if (!role.has_value()) return at_place(named, role.error());
            associate.role_id = role->role.id;
        } else {
            const auto group = find_group(rows, named.name);
            if (!group.has_value()) return at_place(named, group.error());
            associate.group_id = group->id;
        }
    }
    return {};
}

}  // namespace

Result<void> hash_passwords(SeedFile& file, PasswordHasher& hasher) {
    for (const auto& [index, password] : file.passwords) {
        auto phc = hasher.hash(password.reveal());
        if (!phc.has_value()) return phc.error();
        file.seed.associates[index].phc = std::move(*phc);
    }
    return {};
}

Result<SeedCounts> load_seed_file(Change& change, SeedFile& file) {
    if (auto found = find_named(change.rows, file); !found.has_value()) return found.error();
    return load_seed(change, file.seed);
}

}  // namespace uag
