#include "core/agent/list_limit.hpp"

#include <utility>

#include "core/agent/fields.hpp"

namespace uag {

Result<void> judge_count(std::string field, std::size_t count, std::size_t most) {
    if (count <= most) return {};
    return wrong_argument(std::move(field), sentence("A list has at most {0} elements.", {most}));
}

}  // namespace uag
