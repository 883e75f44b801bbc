// The key file: who may read it, what a wrong one is answered with, and a rotation that may stop after any
// step.
#include "server/setup/key_file.hpp"

#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "support/credentials_rig.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

mode_t mode_of(const std::string& path) {
    struct stat status{};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

std::string private_file(const TempDir& folder, std::string_view text) {
    const std::string path = folder.write("test.key", text);
    REQUIRE(::chmod(path.c_str(), 0600) == 0);
    return path;
}

std::string key_refusal(const Result<KeyRing>& keys) {
    return keys.has_value() ? "" : keys.error().public_text.english();
}

Config config_of(const std::string& database) {
    Config config;
    config.database.path = database;
    return config;
}

std::uint32_t check_number(Store& store) {
    auto look = [](Rows& rows) { return rows.key_check(); };
    const auto check = run_task(read_rows(store, look));
    REQUIRE(check.has_value());
    REQUIRE(check->has_value());
    return sealing_key(**check);
}

// A service account whose password is sealed with this box.
struct Sealed {
    std::int32_t id = 0;
    void put(Store& store, SecretBox& box, std::int32_t owner, std::string_view password) {
        std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
            ServiceAuthRecord record;
            record.owner_id = owner;
            record.seal_id = std::string(password);
            record.server = "mail.example.com";
            const auto sealed = box.seal_for(rows, password, seal_identity(record));
            if (!sealed.has_value()) return sealed.error();
            record.sealed_password = *sealed;
            const auto made = rows.insert_service_auth(record, {});
            if (!made.has_value()) return made.error();
            id = *made;
            return {};
        };
        REQUIRE(run_task(store.write(work)).has_value());
    }
    std::string get(Store& store, SecretBox& box) const {
        auto look = [&](Rows& rows) { return rows.service_auth(id); };
        const auto record = run_task(read_rows(store, look));
        REQUIRE(record.has_value());
        REQUIRE(record->has_value());
        const auto plain = box.open((*record)->sealed_password, seal_identity(**record));
        return plain.has_value() ? std::string(plain->reveal()) : "cannot be opened";
    }
};

}  // namespace

TEST_CASE("a first start makes a private file with one key, a second finds it") {
    const TempDir folder;
    SeededRandom random;
    const std::string path = folder.file("users.db.key");
    const auto made = load_or_create_keys(path, random, true);
    REQUIRE(made.has_value());
    CHECK(mode_of(path) == 0600);
    CHECK(made->newest() == 1);
    const std::string text = content(path);
    const auto again = load_or_create_keys(path, random, true);
    REQUIRE(again.has_value());
    CHECK(again->find(1)->reveal() == made->find(1)->reveal());
    CHECK(content(path) == text);
    int files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
    CHECK(files == 1);  // nothing is left beside it
}

TEST_CASE("a key file that others can read, or that holds no keys, is refused with what to do") {
    const TempDir folder;
    const std::string key = "1 " + base64_encode(std::string(32, 'k'));
    const std::string path = private_file(folder, "# keys\n\n" + key + "\r\n3 " + base64_encode(std::string(32, 'j')));
    const auto good = read_keys(path);
    REQUIRE(good.has_value());
    CHECK(good->newest() == 3);
    for (const mode_t mode : {0640U, 0604U, 0660U, 0602U}) {
        REQUIRE(::chmod(path.c_str(), mode) == 0);
        CHECK(key_refusal(read_keys(path)) == path + ": others can read or write it; run: chmod 600 " + path);
    }
    CHECK(key_refusal(read_keys(folder.file("none"))).find("is missing") != std::string::npos);
    CHECK(key_refusal(read_keys(folder.path().string())) != "");
    CHECK(key_refusal(read_keys(private_file(folder, ""))).find("holds no key") != std::string::npos);
    CHECK(key_refusal(read_keys(private_file(folder, "key"))) ==
          path + ":1: must be a key's number and the key in base64");
    CHECK(key_refusal(read_keys(private_file(folder, "\n1 %%%"))) == path + ":2: the key is not base64");
    CHECK(key_refusal(read_keys(private_file(folder, "1 " + base64_encode("short")))) ==
          path + ":1: Key 1 has not 32 bytes.");
    CHECK(key_refusal(read_keys(private_file(folder, key + "\n" + key))) == path + ":2: Key 1 stands twice.");
    CHECK(key_refusal(read_keys(private_file(folder, std::string(70'000, '\n')))) != "");
}

TEST_CASE("a database knows its key: another file or none is refused by name") {
    CredentialsRig rig;
    const Config config = config_of(rig.database());
    const std::string path = key_file_of(config);
    CHECK(path == rig.database() + ".key");
    const auto first = open_secret_box(config, rig.store(), rig.random);
    REQUIRE(first.has_value());
    CHECK(mode_of(path) == 0600);
    CHECK(open_secret_box(config, rig.store(), rig.random).has_value());

    const std::string kept = path + ".kept";
    std::filesystem::rename(path, kept);
    const auto missing = open_secret_box(config, rig.store(), rig.random);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == errc::invalid_argument);
    CHECK(missing.error().public_text.english().find(path) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(path));  // no new key in the place of a lost one

    KeyRing other;
    REQUIRE(other.add(1, Secret(std::string(32, 'x'))).has_value());
    REQUIRE(write_keys(path, other).has_value());
    const auto wrong = open_secret_box(config, rig.store(), rig.random);
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == errc::invalid_argument);
    CHECK(wrong.error().public_text.english().find(path) != std::string::npos);
    CHECK(wrong.error().public_text.english().find(rig.database()) != std::string::npos);

    std::filesystem::rename(kept, path);
    CHECK(open_secret_box(config, rig.store(), rig.random).has_value());
}

TEST_CASE("a rotation seals everything anew while a service goes on, and may stop after any step") {
    CredentialsRig rig;
    const Config config = config_of(rig.database());
    const std::string path = key_file_of(config);
    const std::int32_t owner = rig.id("adm0");
    const auto service = open_secret_box(config, rig.store(), rig.random);
    REQUIRE(service.has_value());
    Sealed before;
    before.put(rig.store(), **service, owner, "before");
    CHECK(check_number(rig.store()) == 1);

    SUBCASE("without a break") {
        const auto newest = rotate_keys(path, rig.store(), rig.random);
        REQUIRE(newest.has_value());
        CHECK(*newest == 2);
    }
    SUBCASE("stopped when the key was added") {
        REQUIRE(rotate_keys(path, rig.store(), rig.random, RotationStep::added).has_value());
        CHECK(check_number(rig.store()) == 1);
        Sealed between;
        between.put(rig.store(), **service, owner, "between");
        const auto restarted = open_secret_box(config, rig.store(), rig.random);
        REQUIRE(restarted.has_value());
        CHECK(before.get(rig.store(), **restarted) == "before");
        CHECK(between.get(rig.store(), **restarted) == "between");
        const auto newest = rotate_keys(path, rig.store(), rig.random);
        REQUIRE(newest.has_value());
        CHECK(*newest == 2);  // goes on with the key that was added
    }
    SUBCASE("stopped when everything was resealed") {
        REQUIRE(rotate_keys(path, rig.store(), rig.random, RotationStep::resealed).has_value());
        CHECK(check_number(rig.store()) == 2);
        Sealed between;
        between.put(rig.store(), **service, owner,
                    "between");  // with the new key: the old one is about to go
        const auto restarted = open_secret_box(config, rig.store(), rig.random);
        REQUIRE(restarted.has_value());
        CHECK(before.get(rig.store(), **restarted) == "before");
        const auto newest = rotate_keys(path, rig.store(), rig.random);
        REQUIRE(newest.has_value());
        CHECK(*newest == 3);
        CHECK(between.get(rig.store(), **restarted) == "between");
    }
    const auto keys = read_keys(path);
    REQUIRE(keys.has_value());
    CHECK(keys->keys().size() == 1);
    CHECK(keys->newest() == check_number(rig.store()));
    CHECK(mode_of(path) == 0600);
    CHECK(before.get(rig.store(), **service) == "before");  // a running service finds the new key by itself
    Sealed after;
    after.put(rig.store(), **service, owner, "after");
    const auto restarted = open_secret_box(config, rig.store(), rig.random);
    REQUIRE(restarted.has_value());
    CHECK(before.get(rig.store(), **restarted) == "before");
    CHECK(after.get(rig.store(), **restarted) == "after");
}

TEST_CASE("a rotation with the wrong key changes nothing") {
    CredentialsRig rig;
    const Config config = config_of(rig.database());
    const std::string path = key_file_of(config);
    REQUIRE(open_secret_box(config, rig.store(), rig.random).has_value());
    KeyRing other;
    REQUIRE(other.add(1, Secret(std::string(32, 'x'))).has_value());
    REQUIRE(write_keys(path, other).has_value());
    const std::string text = content(path);
    CHECK_FALSE(rotate_keys(path, rig.store(), rig.random).has_value());
    CHECK(content(path) == text);
    CHECK(check_number(rig.store()) == 1);
}

TEST_CASE("two rotations do not run side by side") {
    CredentialsRig rig;
    const Config config = config_of(rig.database());
    REQUIRE(open_secret_box(config, rig.store(), rig.random).has_value());
    const auto lock = KeyFileLock::take(key_file_of(config));
    REQUIRE(lock.has_value());
    const auto refused = rotate_keys(key_file_of(config), rig.store(), rig.random);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().public_text.english().find("another rotation is running") != std::string::npos);
}
