#include "core/base/culture.hpp"

#include <unicode/gregocal.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <variant>

#include "core/base/encoded_value.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

// A longer text is no value that can be shown: a decimal is the longest.
constexpr std::size_t max_shown = max_decimal + 8;

constexpr UDate long_ago = -1e15;  // before the year 1

// The subtag for the country: two letters, behind the language and perhaps a script.
std::array<char, 2> country_of(std::string_view tag) {
    for (std::size_t cut = tag.find_first_of("-_"); cut != std::string_view::npos; cut = tag.find_first_of("-_")) {
        tag.remove_prefix(cut + 1);
        const std::string_view part = tag.substr(0, tag.find_first_of("-_"));
        if (part.size() == 2 && is_ascii_letter(part[0]) && is_ascii_letter(part[1]))
            return {ascii_upper(part[0]), ascii_upper(part[1])};
        if (part.size() < 3) break;  // what follows a letter alone is an extension
    }
    return {};
}

icu::Locale locale_of(const Culture& culture) {
    const std::string language(tag_of(culture.language).substr(0, 2));
    const std::string country(culture.country.data(), culture.country[0] == '\0' ? 0 : culture.country.size());
    return {language.c_str(), country.c_str()};
}

// Years in full: short forms have two digits in some languages, and 1904 is not 2004.
icu::UnicodeString with_full_years(const icu::UnicodeString& pattern) {
    icu::UnicodeString full;
    bool quoted = false;
    for (std::int32_t at = 0; at < pattern.length(); ++at) {
        const char16_t c = pattern[at];
        if (c == u'\'') quoted = !quoted;
        if (c != u'y' || quoted)
            full += c;
        else if (at == 0 || pattern[at - 1] != u'y')
            full += u"yyyy";
    }
    return full;
}

using DateFormat = std::unique_ptr<icu::SimpleDateFormat>;

DateFormat date_format(const icu::Locale& locale, icu::DateFormat::EStyle date, icu::DateFormat::EStyle time) {
    std::unique_ptr<icu::DateFormat> made(icu::DateFormat::createDateTimeInstance(date, time, locale));
    auto* const simple = dynamic_cast<icu::SimpleDateFormat*>(made.get());
    if (simple == nullptr) return nullptr;
    made.release();
    DateFormat format(simple);
    icu::UnicodeString pattern;
    format->applyPattern(with_full_years(format->toPattern(pattern)));
    UErrorCode status = U_ZERO_ERROR;
    // One calendar for all time, as everywhere here, and no zone.
    auto calendar = std::make_unique<icu::GregorianCalendar>(*icu::TimeZone::getGMT(), locale, status);
    calendar->setGregorianChange(long_ago, status);
    if (U_FAILURE(status)) return nullptr;
    format->adoptCalendar(calendar.release());
    return format;
}

std::string in_utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

std::string two_digits(std::int64_t number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string show_timespan(std::int64_t seconds) {
    const std::int64_t length = std::abs(seconds);
    return (seconds < 0 ? "-" : "") + std::to_string(length / 3600) + ':' + two_digits(length / 60 % 60) + ':' +
           two_digits(length % 60);
}

}  // namespace

struct CultureFormat::Formats {
    explicit Formats(const Culture& culture)
        : locale(locale_of(culture)),
          plain(icu::number::NumberFormatter::withLocale(locale)
                    .grouping(UNUM_GROUPING_OFF)
                    .precision(icu::number::Precision::unlimited())),
          amount(icu::number::NumberFormatter::withLocale(locale).precision(icu::number::Precision::minFraction(2))) {}

    std::optional<std::string> show(const EncodedValue& value) {
        using Style = icu::DateFormat::EStyle;
        switch (value.marker) {
            case Marker::integer: return number(plain, std::to_string(std::get<std::int64_t>(value.value)));
            case Marker::decimal: return number(plain, std::get<std::string>(value.value));
            case Marker::money: return number(amount, std::get<std::string>(value.value));
            case Marker::date: return moment(date, Style::kShort, Style::kNone, value);
            case Marker::datetime: return moment(datetime, Style::kShort, Style::kMedium, value);
            case Marker::time: return moment(time, Style::kNone, Style::kMedium, value);
            case Marker::timespan: return show_timespan(std::get<std::int64_t>(value.value));
            case Marker::integers:
            case Marker::binary: break;
        }
        return std::nullopt;
    }

private:
    static std::optional<std::string> number(const icu::number::LocalizedNumberFormatter& format,
                                             const std::string& digits) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::UnicodeString shown = format.formatDecimal(digits, status).toString(status);
        if (U_FAILURE(status)) return std::nullopt;
        return in_utf8(shown);
    }

    std::optional<std::string> moment(DateFormat& format, icu::DateFormat::EStyle date_style,
                                      icu::DateFormat::EStyle time_style, const EncodedValue& value) const {
        if (format == nullptr) format = date_format(locale, date_style, time_style);
        if (format == nullptr) return std::nullopt;
        const std::int64_t ticks = std::get<DateTime>(value.value).ticks;
        // Rounded down, so that no second becomes the next.
        const std::int64_t milliseconds =
            (ticks - ticks % DateTime::ticks_per_millisecond - DateTime::unix_epoch_ticks) /
            DateTime::ticks_per_millisecond;
        icu::UnicodeString shown;
        format->format(static_cast<UDate>(milliseconds), shown);
        return in_utf8(shown);
    }

    icu::Locale locale;
    icu::number::LocalizedNumberFormatter plain;
    icu::number::LocalizedNumberFormatter amount;
    DateFormat date;
    DateFormat datetime;
    DateFormat time;
};

Culture wanted_culture(std::string_view header, Language language) {
    if (language == Language::none) return {};
    header = header.substr(0, max_language_header);
    for (std::string_view tag = take_tag(header); !tag.empty(); tag = take_tag(header)) {
        if (const auto known = language_of_tag(tag)) return {*known, country_of(tag)};
    }
    return {language, country_of(tag_of(language))};
}

CultureFormat::CultureFormat(Culture culture) : culture_(culture) {}
CultureFormat::~CultureFormat() = default;

bool CultureFormat::show(std::string& text) {
    if (culture_.language == Language::none || text.size() > max_shown || !text.starts_with('[')) return false;
    const auto value = decode_value(text);
    if (!value) return false;
    if (formats_ == nullptr) formats_ = std::make_unique<Formats>(culture_);
    auto shown = formats_->show(*value);
    if (!shown) return false;
    text = std::move(*shown);
    return true;
}

}  // namespace uag
