// The walk behind compare_values(). Loud, it writes results and remembers what belongs together; quiet, it only finds
// whether two values agree, and stops at the first difference.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/compare/values.hpp"

namespace uag::compare {

/// What a member says of the values in it; items of a list and entries have it from the list.
struct Marks {
    bool is_secret = false;
    Varies varies = Varies::never;
    std::string_view id_space{};
    bool is_strict = false;  ///< a rule wants it equal
};

/// Two slots of one type.
struct Slots {
    const void* left = nullptr;
    const void* right = nullptr;
};

class Walk {
public:
    Walk(const TypeInfo& message, Slots objects, std::string_view root, const Settings& settings, Run& run,
         Comparison& out);
    void whole();
    void single();

private:
    class Step;

    // walk.cpp: the shape of values, and what is said of them
    void members(const TypeInfo& type, Slots objects, Marks marks);
    void member(const FieldInfo& field, Slots objects, Marks marks);
    void slot(const TypeInfo& type, Slots slots, Marks marks);
    void plain(const TypeInfo& type, Slots slots, Marks marks);
    void object(const TypeInfo& type, Slots slots, Marks marks);
    bool is_nothing(const TypeInfo& type, Slots slots, Marks marks);
    bool agree(const TypeInfo& type, Slots slots, Marks marks);
    /// Whether nothing differs in what is looked at.
    template <class Look> bool quietly(Look look) {
        const bool was_quiet = std::exchange(is_quiet_, true);
        const bool differed = std::exchange(differs_, false);
        look();
        is_quiet_ = was_quiet;
        return !std::exchange(differs_, differed);
    }

    void equal();
    void differ(Aspect aspect, std::string left, std::string right, std::string reason = {});
    void differ_in(Aspect aspect, const TypeInfo& type, Slots slots, Marks marks, std::string reason = {});
    void say(Status status, Aspect aspect, const TypeInfo& type, Slots slots, Marks marks, std::string reason);
    std::pair<std::string, std::string> texts(const TypeInfo& type, Slots slots, Marks marks) const;
    std::string text(const TypeInfo& type, const void* slot, Marks marks) const;

    // walk_scalars.cpp
    void scalar(const TypeInfo& type, Slots slots, Marks marks);
    void number(const TypeInfo& type, Slots slots, Marks marks);
    void id(const TypeInfo& type, Slots slots, Marks marks);
    void words(const TypeInfo& type, Slots slots, Marks marks);
    void string(const TypeInfo& type, Slots slots, Marks marks);
    void generated(const TypeInfo& type, Slots slots, Marks marks);
    void date(const TypeInfo& type, Slots slots, Marks marks);
    std::int64_t ticks_apart(Slots dates, bool is_stamp) const;

    // walk_lists.cpp
    void list(const TypeInfo& type, Slots slots, Marks marks);
    void same_length(const TypeInfo& type, Slots slots, Marks marks, std::size_t size);
    void other_length(const TypeInfo& type, Slots slots, Marks marks);
    void dictionary(const TypeInfo& type, Slots slots, Marks marks);
    bool item_differs(const TypeInfo& type, Slots slots, Marks marks, std::size_t left, std::size_t right);
    bool items_agree(const TypeInfo& type, Slots slots, Marks marks, std::size_t left, std::size_t right);
    bool is_reordered(const TypeInfo& type, Slots slots, Marks marks, const std::vector<std::size_t>& indices);
    void lone_item(bool is_left);

    // walk_rules.cpp
    void by_rule(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void accept_unless(const Rule& rule, std::string_view failing, const TypeInfo& type, Slots slots, Marks marks);
    void sorts(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void pattern(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void tolerance(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void same_as(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void unordered(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void keyed_by(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);
    void matched_items(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks,
                       const std::vector<std::size_t>& right_of, bool pairs_rest);
    void misfit(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks);

    const TypeInfo& message_;
    Slots objects_;
    std::string_view root_;
    const Settings& settings_;
    Run& run_;
    Comparison& out_;
    std::string path_;
    bool is_quiet_ = false;
    bool differs_ = false;  // quiet: a difference was found; loud: since somebody cleared it
};

/// Puts a step behind the path for as long as it lives.
class Walk::Step {
public:
    Step(Walk& walk, std::string_view text) : walk_(walk), size_(walk.path_.size()) { walk.path_ += text; }
    Step(Walk& walk, std::size_t index) : Step(walk, '[' + std::to_string(index) + ']') {}
    ~Step() { walk_.path_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

private:
    Walk& walk_;
    std::size_t size_;
};

}  // namespace uag::compare
