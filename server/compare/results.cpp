#include "server/compare/results.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace uag::compare {
namespace {

std::size_t kept_size(const KeptMessage& message) {
    std::size_t size = message.start.size() + message.body.size();
    for (const auto& [name, value] : message.fields) size += name.size() + value.size();
    return size;
}

// At a character's first byte, so that half of one is not taken for a broken text.
void cut_body(KeptMessage& message) {
    if (message.body.size() <= longest_kept_body) return;
    std::size_t end = longest_kept_body;
    while (end > longest_kept_body - 4 && (static_cast<unsigned char>(message.body[end]) & 0xC0) == 0x80) --end;
    message.left_off += message.body.size() - end;
    message.body.resize(end);
    message.body.shrink_to_fit();
}

void leave_off(KeptMessage& message) {
    message.left_off += message.body.size();
    // An assignment would keep their memory.
    static_cast<void>(std::exchange(message.body, {}));
    static_cast<void>(std::exchange(message.fields, {}));
}

}  // namespace

void keep_case(Report& report, Case&& what) {
    const std::size_t most = agrees(what) ? most_kept_bytes / 2 : most_kept_bytes;
    for (TargetCase& target : what.targets) {
        if (!target.exchange) continue;
        for (KeptMessage* const message : {&target.exchange->request, &target.exchange->answer}) {
            cut_body(*message);
            const std::size_t size = kept_size(*message);
            if (report.kept_bytes + size > most) {
                message->is_left_out = true;
                leave_off(*message);
            } else {
                report.kept_bytes += size;
            }
        }
    }
    report.cases.push_back(std::move(what));
}

bool agrees(const TargetCase& target) {
    if (target.state == TargetCase::State::not_played) return false;
    return target.unexpected.empty() && (!target.comparison || target.comparison->agrees());
}

bool agrees(const Case& what) {
    return std::ranges::all_of(what.targets, [](const TargetCase& target) { return agrees(target); });
}

bool agrees(const Report& report) {
    return report.complaints.empty() &&
           std::ranges::all_of(report.cases, [](const Case& what) { return agrees(what); });
}

}  // namespace uag::compare
