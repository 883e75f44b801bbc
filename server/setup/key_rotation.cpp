// Which key a database is sealed with, and how it gets another one.
#include "server/setup/key_file.hpp"
#include "server/setup/run_local.hpp"

namespace uag {
namespace {

Error not_the_key(const std::string& key_file, const std::string& database) {
    return fail_in_english(errc::invalid_argument, "the keys in " + key_file + " are not those that " + database +
                                                       " is sealed with: put the right key file back, or name it in "
                                                       "secrets.key_file");
}

Result<std::optional<std::string>> key_check_of(Store& store) {
    auto look = [](Rows& rows) { return rows.key_check(); };
    return run_local(read_rows(store, look));
}

// Two services may start at once: the first check value stays.
Result<void> remember_key(Store& store, SecretBox& box) {
    auto work = [&](Rows& rows) -> Result<void> {
        const Result<std::optional<std::string>> there = rows.key_check();
        if (!there.has_value()) return there.error();
        if (there->has_value()) return judge_key_check(box, **there);
        const Result<std::string> check = make_key_check(box);
        if (!check.has_value()) return check.error();
        return rows.put_key_check(*check);
    };
    return run_local(write_rows(store, work));
}

Result<void> reseal(Store& store, SecretBox& box, const std::optional<AuditEvent>& event) {
    const auto each = [&](const std::string& identity, const std::string& sealed) -> Result<std::string> {
        const Result<Secret> plain = box.open(sealed, identity);
        if (!plain.has_value()) return plain.error();
        return box.seal(plain->reveal(), identity);
    };
    auto work = [&](Rows& rows) -> Result<void> {
        Result<void> done = rows.reseal_all(each);
        if (!done.has_value()) return done;
        const Result<std::string> check = make_key_check(box);
        if (!check.has_value()) return check.error();
        done = rows.put_key_check(*check);
        if (done.has_value() && event) done = keep_event(rows, *event);
        return done;
    };
    return run_local(write_rows(store, work));
}

}  // namespace

Result<std::unique_ptr<SecretBox>> open_secret_box(const Config& config, Store& store, Random& random) {
    const std::string path = key_file_of(config);
    const Result<std::optional<std::string>> check = key_check_of(store);
    if (!check.has_value()) return check.error();
    Result<KeyRing> keys = load_or_create_keys(path, random, !check->has_value(), config.database.path);
    if (!keys.has_value()) return keys.error();
    auto box = std::make_unique<SecretBox>(std::move(*keys), random, [path] { return read_keys(path); });
    if (check->has_value()) {
        if (!judge_key_check(*box, **check).has_value()) return not_the_key(path, config.database.path);
        return box;
    }
    const Result<void> remembered = remember_key(store, *box);
    if (remembered.has_value()) return box;
    if (remembered.error().code == errc::storage) return remembered.error();
    return not_the_key(path, config.database.path);
}

// What makes each step safe to stop after: a key is in the file before anything is sealed with it, and leaves
// the file only when nothing is. A running service seals with the key that the check value names, read in the
// transaction that stores what it sealed, so it can never use the old one after the resealing.
Result<std::uint32_t> rotate_keys(const std::string& path, Store& store, Random& random, RotationStep last,
                                  std::optional<AuditEvent> event, const std::string& database) {
    const Result<KeyFileLock> lock = KeyFileLock::take(path);
    if (!lock.has_value()) return lock.error();
    const Result<std::optional<std::string>> check = key_check_of(store);
    if (!check.has_value()) return check.error();
    Result<KeyRing> keys = load_or_create_keys(path, random, !check->has_value(), database);
    if (!keys.has_value()) return keys.error();
    if (check->has_value()) {
        SecretBox present(*keys, random);
        const Result<void> right = judge_key_check(present, **check);
        if (!right.has_value()) return not_the_key(path, "the database");
    }
    // A newer key that nothing is sealed with: the last rotation stopped before its second step.
    const bool unfinished = check->has_value() && sealing_key(**check) < keys->newest();
    if (!unfinished) {
        keys = with_new_key(std::move(*keys), random);
        if (!keys.has_value()) return keys.error();
        const Result<void> added = write_keys(path, *keys);
        if (!added.has_value()) return added.error();
    }
    const std::uint32_t newest = keys->newest();
    if (last == RotationStep::added) return newest;

    SecretBox box(*keys, random);
    if (event) event->subject = "key " + std::to_string(newest);
    const Result<void> resealed = reseal(store, box, event);
    if (!resealed.has_value()) return resealed.error();
    if (last == RotationStep::resealed) return newest;

    KeyRing only;
    Result<void> kept = only.add(newest, *keys->find(newest));
    if (kept.has_value()) kept = write_keys(path, only);
    if (!kept.has_value()) return kept.error();
    return newest;
}

}  // namespace uag
