#include "core/agent/list_limit.hpp"

#include <utility>

#include "core/agent/fields.hpp"
#include "core/base/messages.hpp"

namespace uag {

Result<void> judge_count(std::string field, std::size_t count) {
    if (count <= most_named) return {};
    return wrong_argument(std::move(field), sentence("A list has at most {} elements.", {most_named}));
}

}  // namespace uag
