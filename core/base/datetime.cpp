#include "core/base/datetime.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "core/base/text.hpp"

namespace uag {
namespace {

namespace chrono = std::chrono;

using Days = chrono::sys_days;

constexpr Days first_day{chrono::year{1} / 1 / 1};
constexpr std::int64_t last_millisecond = DateTime::max_ticks / DateTime::ticks_per_millisecond;
constexpr std::int64_t epoch_milliseconds = DateTime::unix_epoch_ticks / DateTime::ticks_per_millisecond;
static_assert(DateTime::unix_epoch_ticks == (Days{} - first_day).count() * DateTime::ticks_per_day);
constexpr int max_offset_minutes = 14 * 60;

// Reads a text from its front; each step says whether it found what it wanted.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }
    bool at_digit() const { return !rest_.empty() && is_ascii_digit(rest_.front()); }

    bool skip(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view digits() {
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_ascii_digit);
        const std::string_view found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(found.size());
        return found;
    }

    /// Exactly two digits, no more than `max`.
    bool two_digits(unsigned max, unsigned& value) {
        if (rest_.size() < 2 || !is_ascii_digit(rest_[0]) || !is_ascii_digit(rest_[1])) return false;
        value = static_cast<unsigned>((rest_[0] - '0') * 10 + (rest_[1] - '0'));
        rest_.remove_prefix(2);
        return value <= max;
    }

private:
    std::string_view rest_;
};

// Where a year stands to the ones a DateTime can hold, and a year of the same calendar within them.
struct Year {
    int value = 0;      // 1..9999 if `range` is 0
    int leap_like = 0;  // has the same days in February
    int range = 0;      // -1 before year 1, +1 after 9999
};

bool read_year(Reader& in, Year& year) {
    const bool minus = in.skip('-');
    const bool plus = !minus && in.skip('+');
    const std::string_view digits = in.digits();
    if (digits.size() < 4) return false;
    // A sign in front is ISO 8601's expanded form, which always has six digits after a plus
    // (ECMA-262 21.4.1.32).
    if (plus && digits.size() != 6) return false;
    if (digits.size() > 4 && digits.front() == '0' && !plus && !(minus && digits.size() == 6)) return false;
    const bool beyond = std::any_of(digits.begin(), digits.end() - 4, [](char c) { return c != '0'; });
    // Ten thousand years are a whole number of 400-year cycles: the last four digits settle leap years.
    int last_four = 0;
    for (const char c : digits.substr(digits.size() - 4)) last_four = last_four * 10 + (c - '0');
    year.value = last_four;
    year.leap_like = last_four % 400 + 400;
    if (minus || (last_four == 0 && !beyond)) {
        year.range = -1;
    } else {
        year.range = beyond ? 1 : 0;
    }
    return true;
}

struct TimeOfDay {
    std::int64_t ticks = 0;
};

// Whether xs:dateTime alone is read, or what .NET takes for a date as well.
enum class DateForm : bool { strict, loose };

// hh:mm:ss[.f{1,9}]; 24:00:00 is allowed and means the end of the day (XML Schema part 2, 3.2.7).
bool read_time(Reader& in, DateForm form, TimeOfDay& time) {
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    if (!in.two_digits(24, hour) || !in.skip(':')) return false;
    if (!in.two_digits(59, minute)) return false;
    const bool has_seconds = in.skip(':');
    if (has_seconds ? !in.two_digits(59, second) : form == DateForm::strict) return false;
    std::int64_t fraction = 0;
    if (has_seconds && in.skip('.')) {
        const std::string_view digits = in.digits();
        if (digits.empty() || digits.size() > 9) return false;
        std::int64_t unit = DateTime::ticks_per_second;
        for (const char c : digits.substr(0, 7)) fraction += (c - '0') * (unit /= 10);
        // 24:00:00 may not hide a fraction that the cut takes away.
        if (hour == 24 && digits.find_first_not_of('0') != std::string_view::npos) return false;
    }
    if (hour == 24 && (minute != 0 || second != 0)) return false;
    time.ticks = (hour * 60LL + minute) * DateTime::ticks_per_minute + second * DateTime::ticks_per_second + fraction;
    return true;
}

// +hh:mm; loose also +hhmm and +hh.
bool read_offset(Reader& in, DateForm form, DateTime& value) {
    const bool minus = in.skip('-');
    if (!minus && !in.skip('+')) return false;
    unsigned hours = 0;
    unsigned minutes = 0;
    if (!in.two_digits(14, hours)) return false;
    const bool has_minutes = in.skip(':') || (form == DateForm::loose && in.at_digit());
    if (has_minutes ? !in.two_digits(59, minutes) : form == DateForm::strict) return false;
    const int total = static_cast<int>(hours * 60 + minutes);
    if (total > max_offset_minutes) return false;
    value.zone = DateTime::Zone::offset;
    value.offset_minutes = static_cast<std::int16_t>(minus ? -total : total);
    return true;
}

bool read_zone(Reader& in, DateForm form, DateTime& value) {
    if (in.done()) return true;
    if (form == DateForm::loose) in.skip(' ');
    if (!in.skip('Z') && !(form == DateForm::loose && in.skip('z'))) return read_offset(in, form, value);
    value.zone = DateTime::Zone::utc;
    return true;
}

bool skip_separator(Reader& in, DateForm form) {
    return in.skip('T') || (form == DateForm::loose && (in.skip(' ') || in.skip('t')));
}

void append_number(std::string& out, std::int64_t value, int width) {
    std::string digits(static_cast<std::size_t>(width), '0');
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, value /= 10) *at = static_cast<char>('0' + value % 10);
    out += digits;
}

void append_fraction(std::string& out, std::int64_t ticks) {
    if (ticks == 0) return;
    out += '.';
    append_number(out, ticks, 7);
    out.erase(out.find_last_not_of('0') + 1);
}

void append_zone(std::string& out, const DateTime& value) {
    if (value.zone == DateTime::Zone::unspecified) return;
    if (value.zone == DateTime::Zone::utc) {
        out += 'Z';
        return;
    }
    const int offset = std::clamp<int>(value.offset_minutes, -max_offset_minutes, max_offset_minutes);
    const int size = offset < 0 ? -offset : offset;
    out += offset < 0 ? '-' : '+';
    append_number(out, size / 60, 2);
    out += ':';
    append_number(out, size % 60, 2);
}

}  // namespace

std::string format(const DateTime& value) {
    const std::int64_t ticks = std::clamp<std::int64_t>(value.ticks, 0, DateTime::max_ticks);
    const chrono::year_month_day date{first_day + chrono::days{ticks / DateTime::ticks_per_day}};
    const std::int64_t of_day = ticks % DateTime::ticks_per_day;
    const std::int64_t seconds = of_day / DateTime::ticks_per_second;
    std::string out;
    out.reserve(33);
    append_number(out, static_cast<int>(date.year()), 4);
    out += '-';
    append_number(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_number(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    append_number(out, seconds / 3600, 2);
    out += ':';
    append_number(out, seconds / 60 % 60, 2);
    out += ':';
    append_number(out, seconds % 60, 2);
    append_fraction(out, of_day % DateTime::ticks_per_second);
    append_zone(out, value);
    return out;
}

namespace {

std::optional<DateTime> parse_in_form(std::string_view text, DateForm form) {
    Reader in(text);
    Year year;
    unsigned month = 0;
    unsigned day = 0;
    if (!read_year(in, year) || !in.skip('-') || !in.two_digits(12, month)) return std::nullopt;
    if (!in.skip('-') || !in.two_digits(31, day)) return std::nullopt;
    if (!(chrono::year{year.leap_like} / chrono::month{month} / chrono::day{day}).ok()) return std::nullopt;
    DateTime value;
    TimeOfDay time;
    if (!in.done()) {
        if (!skip_separator(in, form) || !read_time(in, form, time) || !read_zone(in, form, value) || !in.done())
            return std::nullopt;
    }
    if (year.range != 0) {
        value.ticks = year.range < 0 ? 0 : DateTime::max_ticks;
        return value;
    }
    const Days date{chrono::year{year.value} / chrono::month{month} / chrono::day{day}};
    value.ticks = (date - first_day).count() * DateTime::ticks_per_day + time.ticks;
    // Only 9999-12-31T24:00:00 reaches beyond the last tick.
    value.ticks = std::min(value.ticks, DateTime::max_ticks);
    return value;
}

// `/Date(ms)/`, `/Date(ms+hhmm)/`: an instant, which the offset does not move (Microsoft's JSON dates).
std::optional<DateTime> parse_microsoft(std::string_view text) {
    constexpr std::string_view opening = "/Date(";
    constexpr std::string_view closing = ")/";
    if (!text.starts_with(opening) || !text.ends_with(closing) || text.size() < opening.size() + closing.size())
        return std::nullopt;
    text = text.substr(opening.size(), text.size() - opening.size() - closing.size());
    std::int64_t milliseconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
    if (error == std::errc::invalid_argument) return std::nullopt;
    if (error == std::errc::result_out_of_range)
        milliseconds = text.starts_with('-') ? -epoch_milliseconds : last_millisecond;
    DateTime value =
        to_datetime(TimePoint{chrono::milliseconds{std::clamp(milliseconds, -epoch_milliseconds, last_millisecond)}});
    Reader zone(text.substr(static_cast<std::size_t>(end - text.data())));
    if (zone.done()) return value;
    if (!read_offset(zone, DateForm::loose, value) || !zone.done()) return std::nullopt;
    const std::int64_t shown = value.ticks + value.offset_minutes * DateTime::ticks_per_minute;
    value.ticks = std::clamp<std::int64_t>(shown, 0, DateTime::max_ticks);
    return value;
}

}  // namespace

std::optional<DateTime> parse_datetime(std::string_view text) { return parse_in_form(text, DateForm::strict); }

std::optional<DateTime> parse_loose_datetime(std::string_view text) {
    text = trim_blanks(text);
    return text.starts_with('/') ? parse_microsoft(text) : parse_in_form(text, DateForm::loose);
}

DateTime to_datetime(TimePoint time) {
    // Clamped before the sum: TimePoint::max() stands for "never" and would overflow.
    const std::int64_t since_epoch =
        std::clamp(time.time_since_epoch().count(), -epoch_milliseconds, last_millisecond - epoch_milliseconds);
    DateTime value;
    value.ticks = (since_epoch + epoch_milliseconds) * DateTime::ticks_per_millisecond;
    value.zone = DateTime::Zone::utc;
    return value;
}

TimePoint to_time_point(const DateTime& value) {
    const std::int64_t ticks = std::clamp<std::int64_t>(value.ticks, 0, DateTime::max_ticks);
    std::int64_t milliseconds = ticks / DateTime::ticks_per_millisecond - epoch_milliseconds;
    if (value.zone == DateTime::Zone::offset) milliseconds -= value.offset_minutes * std::int64_t{60'000};
    return TimePoint{chrono::milliseconds{milliseconds}};
}

}  // namespace uag
