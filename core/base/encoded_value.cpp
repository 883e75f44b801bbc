#include "core/base/encoded_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/base/encoding.hpp"

namespace uag {
namespace {

using Value = decltype(EncodedValue::value);
using Read = std::optional<Value> (*)(std::string_view bare);
using Write = std::string (*)(const Value& value);

constexpr std::int64_t max_seconds = 922'337'203'685;
constexpr std::string_view zero_fraction = ".0000000";

template <class Number> std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Value> read_integer(std::string_view bare) {
    const auto value = number<std::int32_t>(bare);
    if (!value) return std::nullopt;
    return std::int64_t{*value};
}

std::optional<Value> read_seconds(std::string_view bare) {
    const auto value = number<std::int64_t>(bare);
    if (!value || *value < -max_seconds || *value > max_seconds) return std::nullopt;
    return *value;
}

std::string write_number(const Value& value) { return std::to_string(std::get<std::int64_t>(value)); }

std::size_t count_digits(std::string_view text) {
    const std::size_t end = text.find_first_not_of("0123456789");
    return end == std::string_view::npos ? text.size() : end;
}

// -?d+(.d+)?(E[+-]?d+)?
bool is_decimal(std::string_view text) {
    if (text.size() > max_decimal) return false;
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t whole = count_digits(text);
    if (whole == 0) return false;
    text.remove_prefix(whole);
    if (text.starts_with('.')) {
        const std::size_t fraction = count_digits(text.substr(1));
        if (fraction == 0) return false;
        text.remove_prefix(1 + fraction);
    }
    if (text.empty()) return true;
    if (text.front() != 'E' && text.front() != 'e') return false;
    text.remove_prefix(1);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return false;
    }
    const auto exponent = number<int>(text);
    return exponent && *exponent >= -max_exponent && *exponent <= max_exponent;
}

std::optional<Value> read_decimal(std::string_view bare) {
    if (!is_decimal(bare)) return std::nullopt;
    return std::string(bare);
}

std::string write_decimal(const Value& value) { return std::get<std::string>(value); }

// HH:mm, HH:mm:ss or HH:mm:ss.f, as parse_datetime wants it; empty for what is none.
std::string full_time(std::string_view time) {
    constexpr std::size_t minutes = 5;
    constexpr std::size_t seconds = 8;
    if (time.starts_with("24") || time.size() > seconds + zero_fraction.size()) return {};
    if (time.size() == minutes) return std::string(time) + ":00";
    return time.size() >= seconds ? std::string(time) : std::string{};
}

// parse_datetime decides which dates there are; here only the order of the parts is another.
std::optional<Value> read_datetime(std::string_view bare) {
    constexpr std::size_t date_size = 10;
    const std::string_view date = bare.substr(0, date_size);
    if (date.size() < date_size || date[2] != '/' || date[5] != '/') return std::nullopt;
    std::string iso(date.substr(6));
    if (iso == "0000" || count_digits(iso) != iso.size()) return std::nullopt;
    ((iso += '-') += date.substr(0, 2)) += '-';
    iso += date.substr(3, 2);
    std::string time = "00:00:00";
    if (bare.size() > date_size) {
        if (bare[date_size] != ' ') return std::nullopt;
        time = full_time(bare.substr(date_size + 1));
    }
    const auto value = parse_datetime((iso += 'T') += time);
    if (!value || value->zone != DateTime::Zone::unspecified) return std::nullopt;
    return *value;
}

std::optional<Value> read_time(std::string_view bare) {
    if (auto whole = read_datetime(bare)) {
        std::get<DateTime>(*whole).ticks %= DateTime::ticks_per_day;
        return whole;
    }
    const std::string time = full_time(bare);
    const auto value = parse_datetime("0001-01-01T" + time);
    if (time.empty() || !value || value->zone != DateTime::Zone::unspecified) return std::nullopt;
    return *value;
}

std::string write_time(const Value& value) {
    constexpr std::size_t whole = 8;
    DateTime plain;
    plain.ticks = std::get<DateTime>(value).ticks;
    std::string time = format(plain).substr(11);
    if (time.size() == whole) time += '.';
    time.append(whole + zero_fraction.size() - time.size(), '0');
    return time;
}

std::string write_datetime(const Value& value) {
    DateTime plain;
    plain.ticks = std::get<DateTime>(value).ticks;
    const std::string iso = format(plain);
    return iso.substr(5, 2) + '/' + iso.substr(8, 2) + '/' + iso.substr(0, 4) + ' ' + write_time(value);
}

std::optional<Value> read_integers(std::string_view bare) {
    EncodedValue::Integers all;
    while (!bare.empty()) {
        const std::size_t end = bare.find(',');
        const auto one = number<std::int32_t>(bare.substr(0, end));
        if (!one || end + 1 == bare.size()) return std::nullopt;
        all.push_back(*one);
        bare = end == std::string_view::npos ? std::string_view{} : bare.substr(end + 1);
    }
    return all;
}

std::string write_integers(const Value& value) {
    std::string text;
    for (const std::int32_t one : std::get<EncodedValue::Integers>(value)) {
        if (!text.empty()) text += ',';
        text += std::to_string(one);
    }
    return text;
}

std::optional<Value> read_binary(std::string_view bare) {
    if (auto bytes = base64_decode(bare)) return std::move(*bytes);
    return std::nullopt;
}

std::string write_binary(const Value& value) { return base64_encode(std::get<std::string>(value)); }

struct Form {
    std::string_view front;
    Read read;
    Write write;
};

// In the order of Marker.
constexpr std::array<Form, 9> forms{{
    {"[I:", read_integer, write_number},
    {"[F:", read_decimal, write_decimal},
    {"[M:", read_decimal, write_decimal},
    {"[D:", read_datetime, write_datetime},
    {"[DT:", read_datetime, write_datetime},
    {"[T:", read_time, write_time},
    {"[TS:", read_seconds, write_number},
    {"[A:", read_integers, write_integers},
    {"[B:", read_binary, write_binary},
}};

const Form& form_of(Marker marker) { return forms[static_cast<std::size_t>(marker)]; }

bool is_marked(std::string_view text, const Form& form) { return text.starts_with(form.front) && text.back() == ']'; }

}  // namespace

std::optional<EncodedValue> decode_value(std::string_view text) {
    const auto form = std::ranges::find_if(forms, [text](const Form& one) { return is_marked(text, one); });
    if (form == forms.end()) return std::nullopt;
    return decode_value(text, static_cast<Marker>(form - forms.begin()));
}

std::optional<EncodedValue> decode_value(std::string_view text, Marker marker) {
    const Form& form = form_of(marker);
    if (is_marked(text, form)) {
        text.remove_prefix(form.front.size());
        text.remove_suffix(1);
    }
    auto value = form.read(text);
    if (!value) return std::nullopt;
    return EncodedValue{marker, std::move(*value)};
}

std::string encode_value(const EncodedValue& value) {
    const Form& form = form_of(value.marker);
    std::string text(form.front);
    text += form.write(value.value);
    return text += ']';
}

}  // namespace uag
