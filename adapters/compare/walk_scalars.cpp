#include <cstdlib>

#include "adapters/compare/value_text.hpp"
#include "adapters/compare/walk.hpp"

namespace uag::compare {
namespace {

// What the zone's clock shows east of UTC at this date of its own.
int minutes_of(const TimeZone& zone, const DateTime& local) {
    const DateTime utc = from_zone(local, zone);
    return static_cast<int>((local.ticks - utc.ticks) / DateTime::ticks_per_minute);
}

std::int64_t utc_ticks(const DateTime& value, const TimeZone& zone) {
    return instant_of(value, value.zone == DateTime::Zone::unspecified ? minutes_of(zone, value) : 0);
}

const DateTime& date_in(const void* slot) { return *static_cast<const DateTime*>(slot); }

bool says_zone(const DateTime& value) { return value.zone != DateTime::Zone::unspecified; }

std::string and_of(const TypeInfo& type, std::int32_t number, Face face) {
    return '\'' + word_of(type, number) + "' is not in " + name_of(face);
}

}  // namespace

void Walk::scalar(const TypeInfo& type, Slots slots, Marks marks) {
    switch (type.kind) {
        case Kind::enumeration: return words(type, slots, marks);
        case Kind::datetime: return date(type, slots, marks);
        case Kind::string: return string(type, slots, marks);
        case Kind::int16:
        case Kind::int32: return number(type, slots, marks);
        default: break;
    }
    if (plain_text(type, slots.left) == plain_text(type, slots.right)) return equal();
    differ_in(Aspect::value, type, slots, marks);
}

void Walk::number(const TypeInfo& type, Slots slots, Marks marks) {
    if (marks.varies == Varies::id && !marks.is_strict) return id(type, slots, marks);
    if (number_in(type, slots.left) == number_in(type, slots.right)) return equal();
    differ_in(Aspect::value, type, slots, marks);
}

void Walk::id(const TypeInfo& type, Slots slots, Marks marks) {
    const std::int32_t left = number_in(type, slots.left);
    const std::int32_t right = number_in(type, slots.right);
    if (left == 0 || right == 0) {  // no object
        if (left == right) return equal();
        return differ_in(Aspect::value, type, slots, marks);
    }
    if (settings_.is_one_service && left == right && path_.find('[') != std::string::npos) return equal();
    const Fit fit = run_.pairs.ids(marks.id_space, left, right);
    if (fit == Fit::contradicts)
        return differ_in(Aspect::relation, type, slots, marks,
                         "not the same " + std::string(marks.id_space) + " as before");
    if (left != right && fit == Fit::unknown && !settings_.makes_ids)
        return differ_in(Aspect::value, type, slots, marks);
    if (!is_quiet_) run_.pairs.bind_ids(marks.id_space, left, right);
    if (left == right) return equal();
    say(Status::varying, Aspect::value, type, slots, marks,
        "each server's own number of the same " + std::string(marks.id_space));
}

void Walk::words(const TypeInfo& type, Slots slots, Marks marks) {
    const std::int32_t left = number_in(type, slots.left);
    const std::int32_t right = number_in(type, slots.right);
    if (left == right) return equal();
    const Face left_face = settings_.left.face;
    const Face right_face = settings_.right.face;
    if (type.is_flags) {
        const std::int32_t both = words_in(left_face, type, left).known & words_in(right_face, type, right).known;
        if ((left & both) != (right & both)) return differ_in(Aspect::word, type, slots, marks);
        const bool in_left = ((left ^ right) & left) != 0;
        return say(Status::not_applicable, Aspect::word, type, slots, marks,
                   and_of(type, (left ^ right) & ~both, in_left ? right_face : left_face));
    }
    if (said_instead(left_face, type, right) == left)
        return say(Status::not_applicable, Aspect::word, type, slots, marks, and_of(type, right, left_face));
    if (said_instead(right_face, type, left) == right)
        return say(Status::not_applicable, Aspect::word, type, slots, marks, and_of(type, left, right_face));
    differ_in(Aspect::word, type, slots, marks);
}

void Walk::string(const TypeInfo& type, Slots slots, Marks marks) {
    if (marks.varies == Varies::generated && !marks.is_strict) return generated(type, slots, marks);
    const std::string& left = static_cast<const String*>(slots.left)->text;
    const std::string& right = static_cast<const String*>(slots.right)->text;
    if (left == right) return equal();
    if (!marks.is_strict && run_.pairs.same_but_for_names(left, right))
        return say(Status::varying, Aspect::value, type, slots, marks, "each server's own name of the same thing");
    const Face left_face = settings_.left.face;
    const Face right_face = settings_.right.face;
    if (left_face.wire != right_face.wire && carried_text(right_face, carried_text(left_face, left)) ==
                                                 carried_text(left_face, carried_text(right_face, right)))
        return say(Status::not_applicable, Aspect::value, type, slots, marks, "XML cannot carry these characters");
    differ_in(left.empty() || right.empty() ? Aspect::presence : Aspect::value, type, slots, marks);
}

void Walk::generated(const TypeInfo& type, Slots slots, Marks marks) {
    const std::string& left = static_cast<const String*>(slots.left)->text;
    const std::string& right = static_cast<const String*>(slots.right)->text;
    if (left.empty() && right.empty()) return equal();
    if (left.empty() || right.empty()) return differ_in(Aspect::presence, type, slots, marks);
    if (run_.pairs.texts(left, right) == Fit::contradicts)
        return differ_in(Aspect::relation, type, slots, marks,
                         "one server says what it said before, the other does not");
    if (!is_quiet_) run_.pairs.bind_texts(left, right);
    if (left == right) return equal();
    say(Status::varying, Aspect::value, type, slots, marks, "made anew by each server");
}

std::int64_t Walk::ticks_apart(Slots dates, bool is_stamp) const {
    const std::int64_t left = utc_ticks(date_in(dates.left), *settings_.left.zone);
    const std::int64_t right = utc_ticks(date_in(dates.right), *settings_.right.zone);
    const std::int64_t ahead = is_stamp ? settings_.clock_ahead.count() * DateTime::ticks_per_millisecond : 0;
    return std::abs(right - left - ahead);
}

void Walk::date(const TypeInfo& type, Slots slots, Marks marks) {
    const DateTime& left = date_in(slots.left);
    const DateTime& right = date_in(slots.right);
    const bool left_is_none = left.ticks == 0;  // the first instant of .NET's DateTime stands for no date
    if (left_is_none != (right.ticks == 0)) return differ_in(Aspect::presence, type, slots, marks);
    if (settings_.left.face.wire == settings_.right.face.wire && says_zone(left) != says_zone(right))
        return differ_in(Aspect::zone, type, slots, marks);
    if (left_is_none) return equal();
    if (ticks_apart(slots, false) == 0) return equal();
    const bool is_stamp = marks.varies == Varies::stamp && !marks.is_strict;
    if (is_stamp && ticks_apart(slots, true) <= settings_.stamp_tolerance.count() * DateTime::ticks_per_millisecond)
        return say(Status::varying, Aspect::value, type, slots, marks, "each server's own clock");
    differ_in(Aspect::value, type, slots, marks);
}

}  // namespace uag::compare
