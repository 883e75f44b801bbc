#include "core/base/nearest.hpp"

#include <algorithm>
#include <vector>

#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t longest_near = 64;

}  // namespace

std::size_t letters_apart(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t k = 1; k <= b.size(); ++k) {
            const std::size_t changed = corner + (ascii_lower(a[i - 1]) == ascii_lower(b[k - 1]) ? 0 : 1);
            corner = row[k];
            row[k] = std::min({changed, row[k] + 1, row[k - 1] + 1});
        }
    }
    return row[b.size()];
}

void Nearest::offer(std::string_view candidate) {
    if (name_.size() > longest_near || candidate.size() > longest_near) return;
    const std::size_t apart = letters_apart(name_, candidate);
    if (apart >= least_) return;
    least_ = apart;
    found_ = candidate;
}

std::string Nearest::hint() const { return found_.empty() ? std::string() : "; the nearest is " + std::string(found_); }

}  // namespace uag
