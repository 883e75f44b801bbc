#include "server/compare/coverage.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "core/agent/operations.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {
namespace {

using Cell = CoverageCell;

std::optional<OutcomeClass> expected_class(const Case& what) {
    if (!what.expected_codes.empty()) return class_of(what.expected_codes.front());
    if (what.expects_success.value_or(false)) return OutcomeClass::success;
    return std::nullopt;
}

OutcomeClass class_of_exchange(const Exchange& exchange, std::optional<OutcomeClass> expected) {
    if (exchange.kind == client::CallResult::Kind::success) return OutcomeClass::success;
    if (exchange.kind == client::CallResult::Kind::unreadable) return OutcomeClass::other;
    return class_of(exchange.codes, expected);
}

// By strength: a stronger state replaces a weaker one.
int strength(Covered state) {
    switch (state) {
        case Covered::never: return 0;
        case Covered::not_applicable: return 1;
        case Covered::equal: return 2;
        case Covered::accepted: return 3;
        case Covered::different: return 4;
    }
    return 0;
}

Covered state_of(const TargetCase& target) {
    if (!agrees(target)) return Covered::different;
    const auto& comparison = target.comparison;
    return comparison && !is_equal_throughout(*comparison) ? Covered::accepted : Covered::equal;
}

// What the face of a target has: all, where the target is no server that is spoken to.
class Faces {
public:
    explicit Faces(const Report& report) {
        for (const ReportedTarget& target : report.targets) {
            TargetFace face;
            faces_.push_back(read_face(target.face, face) ? std::optional(face) : std::nullopt);
        }
    }

    /// Why a target and the reference cannot both be asked; empty: they can.
    std::string why_not(const Operation& operation, std::size_t target) const {
        for (const std::size_t one : {std::size_t{0}, target}) {
            const std::optional<TargetFace>& face = faces_[one];
            if (face && !has_operation(answers_of(*face), operation)) return "not in " + name_of(answers_of(*face));
        }
        return {};
    }

private:
    std::vector<std::optional<TargetFace>> faces_;
};

void count(const Case& what, const TargetCase& target, Cell& cell) {
    const Covered state = state_of(target);
    if (strength(state) > strength(cell.state) && (cell.cases == 0 || state == Covered::different))
        cell.example = what.suite + '/' + what.step;
    if (strength(state) > strength(cell.state)) {
        cell.state = state;
        cell.reason.clear();
    }
    ++cell.cases;
}

std::vector<CoverageRow> empty_rows(const Report& report) {
    const Faces faces(report);
    std::vector<CoverageRow> rows;
    for (const Service service : {Service::user, Service::so_principal, Service::archive}) {
        for (const Operation& operation : operations(service)) {
            CoverageRow& row = rows.emplace_back();
            row.operation = &operation;
            row.targets.resize(report.targets.size());
            for (std::size_t target = 0; target < row.targets.size(); ++target) {
                const std::string not_there = faces.why_not(operation, target);
                for (std::size_t i = 0; i < outcome_classes.size(); ++i) {
                    Cell& cell = row.targets[target][i];
                    cell.reason = not_there.empty() ? why_never(operation, outcome_classes[i]) : not_there;
                    if (!cell.reason.empty()) cell.state = Covered::not_applicable;
                }
            }
        }
    }
    return rows;
}

void sum_up(const Report& report, Coverage& coverage) {
    const std::size_t first = report.targets.size() > 1 ? 1 : 0;
    for (const CoverageRow& row : coverage.rows) {
        for (std::size_t target = first; target < row.targets.size(); ++target) {
            for (std::size_t i = 0; i < outcome_classes.size(); ++i) {
                const Cell& cell = row.targets[target][i];
                if (cell.state == Covered::not_applicable || outcome_classes[i] == OutcomeClass::other) continue;
                ++coverage.wanted;
                if (cell.state != Covered::never) {
                    ++coverage.exercised;
                    continue;
                }
                std::string name(row.operation->name);
                (name += ", ") += name_of(outcome_classes[i]);
                if (report.targets.size() > 2) (name += ", at ") += report.targets[target].name;
                coverage.never.push_back(std::move(name));
            }
        }
    }
}

constexpr std::string_view covered_names[] = {"never exercised", "equal", "accepted", "different", "not applicable"};
constexpr std::string_view covered_words[] = {"never_exercised", "equal", "accepted", "different", "not_applicable"};

}  // namespace

std::string_view name_of(Covered state) { return covered_names[static_cast<std::size_t>(state)]; }
std::string_view word_of(Covered state) { return covered_words[static_cast<std::size_t>(state)]; }

unsigned Coverage::percent() const noexcept {
    return wanted == 0 ? 100 : static_cast<unsigned>(exercised * 100 / wanted);
}

std::optional<OutcomeClass> class_of(const Case& what) {
    const std::optional<OutcomeClass> expected = expected_class(what);
    for (const TargetCase& target : what.targets)
        if (target.exchange) return class_of_exchange(*target.exchange, expected);
    return std::nullopt;
}

Coverage coverage_of(const Report& report) {
    Coverage coverage{.rows = empty_rows(report)};
    std::map<const Operation*, CoverageRow*> by_operation;
    for (CoverageRow& row : coverage.rows) by_operation.emplace(row.operation, &row);
    for (const Case& what : report.cases) {
        const auto row = by_operation.find(what.operation);
        const std::optional<OutcomeClass> outcome = class_of(what);
        if (row == by_operation.end() || !outcome) continue;
        const std::size_t most = std::min(what.targets.size(), report.targets.size());
        for (std::size_t i = 0; i < most; ++i) {
            if (!what.targets[i].exchange) continue;
            count(what, what.targets[i], row->second->targets[i][static_cast<std::size_t>(*outcome)]);
        }
    }
    sum_up(report, coverage);
    return coverage;
}

}  // namespace uag::compare
