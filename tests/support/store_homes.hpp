// Where the store's suite gets its stores from. A home is an empty place in which a store can be opened again and again;
// another kind of store joins the suite by adding its home to UAG_STORE_HOMES.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/sqlite/store.hpp"
#include "support/manual_clock.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

/// What a test may ask of a store beyond the port.
struct StoreOptions {
    bool announce = false;
    std::size_t max_waiting = 4096;
    std::function<void(std::size_t changes)> on_commit;
};

class SqliteHome {
public:
    std::unique_ptr<Store> open(const StoreOptions& options = {}) {
        SqliteSettings settings;
        settings.path = path();
        settings.create = true;
        settings.announce = options.announce;
        settings.max_waiting = options.max_waiting;
        settings.on_commit = options.on_commit;
        settings.clock = &clock;
        auto store = open_sqlite_store(settings);
        if (!store) FAIL(store.error().detail);
        return std::move(*store);
    }
    std::string path() const { return folder.file("users.db"); }

    TempDir folder;
    ManualClock clock;
};

#define UAG_STORE_HOMES uag::test::SqliteHome

}  // namespace uag::test
