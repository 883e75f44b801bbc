// A SQLite store as the tests of the core want it.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "adapters/sqlite/store.hpp"

namespace uag::test {

/// With one reader and the test's clock; throws if it cannot be opened. The clock must outlive it.
inline std::unique_ptr<Store> open_store(const std::string& path, const Clock& clock, bool create) {
    SqliteSettings settings;
    settings.path = path;
    settings.create = create;
    settings.readers = 1;
    settings.clock = &clock;
    auto store = open_sqlite_store(settings);
    if (!store.has_value()) throw std::runtime_error(store.error().public_text.english() + store.error().detail);
    return std::move(*store);
}

}  // namespace uag::test
