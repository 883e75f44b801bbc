// The part of a page that waits for the core. The server runs it before it lets the page's exchange answer.
#pragma once

#include <cstdint>

#include "core/base/async.hpp"

namespace uag {

class PageWork {
public:
    virtual ~PageWork() = default;
    /// Never throws; what fails is the page's to show.
    virtual Task<void> run() = 0;
    /// Who asked, 0 for nobody; for the log.
    virtual std::int32_t associate_id() const = 0;
};

}  // namespace uag
