#include "adapters/json/guard.hpp"

#include <rapidjson/error/en.h>

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/base/message.hpp"
#include "core/base/text.hpp"

namespace uag::json {
namespace {

constexpr std::size_t pool_chunk = 8 * 1024;
constexpr std::size_t tree_stack = 1024;
constexpr std::size_t reader_stack = 256;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Not kParseValidateEncodingFlag: it reads and writes past the end where the body stops inside a character.
constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                           rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseCommentsFlag |
                           rapidjson::kParseTrailingCommasFlag;

using Reader = rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, Pool>;

// Equal for keys that differ in ASCII case only. Setting bit 5 also merges some signs, which the comparison
// that follows tells apart again.
std::uint64_t caseless_hash(std::string_view key) {
    constexpr std::uint64_t fold_bits = 0x2020202020202020U;
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
    std::uint64_t hash = key.size() * factor;
    while (!key.empty()) {
        std::uint64_t block = 0;
        const std::size_t taken = std::min(key.size(), sizeof block);
        std::memcpy(&block, key.data(), taken);
        hash = (hash ^ (block | fold_bits)) * factor;
        hash ^= hash >> 29;
        key.remove_prefix(taken);
    }
    return hash;
}

// The reader lets `\uDC00` through where no high surrogate stands before it; as UTF-8 that is ED A0..BF.
bool has_surrogate(std::string_view text) {
    for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1))
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
    return false;
}

template <class Integer> std::optional<Integer> whole(std::string_view text) {
    Integer value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{}) return std::nullopt;
    return value;
}

// The standard library's reading: RapidJSON's own counts the leading zeros of zero, which is undefined. Nothing
// if it is too large; what is too small is zero.
std::optional<double> nearest_double(std::string_view text) {
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{}) return value;
    long double wide = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), wide);
    if (read.ec == std::errc{} && std::abs(wide) > 1) return std::nullopt;
    return 0.0;
}

// Stands between the reader and the tree and ends the parsing at the first breach.
class Guard {
public:
    Guard(Tree& tree, const JsonLimits& limits) : tree_(tree), limits_(limits) {}

    bool Null() { return node() && tree_.Null(); }
    bool Bool(bool value) { return node() && tree_.Bool(value); }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool) { return node() && number({text, length}); }
    // The reader hands every number over as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    bool String(const char* text, rapidjson::SizeType length, bool copy) {
        return node() && good_text({text, length}) && tree_.String(text, length, copy);
    }

    bool Key(const char* text, rapidjson::SizeType length, bool copy) {
        const std::string_view key(text, length);
        return good_text(key) && new_key(key) && tree_.Key(text, length, copy);
    }

    bool StartObject() { return open() && tree_.StartObject(); }
    bool EndObject(rapidjson::SizeType count) { return close() && tree_.EndObject(count); }
    bool StartArray() { return open() && tree_.StartArray(); }
    bool EndArray(rapidjson::SizeType count) { return close() && tree_.EndArray(count); }

    // Nothing if the reader itself found the fault.
    std::optional<MessageId> reason() const { return reason_; }

private:
    static constexpr std::size_t keys_at_once = 64;

    struct SeenKey {
        std::uint64_t hash;
        std::string_view text;
    };

    bool refuse(MessageId reason) {
        reason_ = reason;
        return false;
    }

    bool node() { return ++nodes_ <= limits_.nodes || refuse("there are too many values"); }

    bool number(std::string_view text) {
        if (text.find_first_of(".eE") != std::string_view::npos) return real(text);
        if (const auto value = whole<std::uint64_t>(text)) return tree_.Uint64(*value);
        if (const auto value = whole<std::int64_t>(text)) return tree_.Int64(*value);
        return real(text);
    }

    bool real(std::string_view text) {
        const auto value = nearest_double(text);
        return value ? tree_.Double(*value) : refuse("a number is too large");
    }

    bool good_text(std::string_view text) {
        if (text.find('\0') != std::string_view::npos) return refuse("a text holds U+0000");
        if (has_surrogate(text)) return refuse("a text holds half a surrogate pair");
        return true;
    }

    bool new_key(std::string_view key) {
        const std::size_t first = objects_.back();
        if (keys_.size() - first >= limits_.keys) return refuse("an object has too many members");
        const std::uint64_t hash = caseless_hash(key);
        // Of the first ones at once, of further ones at the object's end: each with each would cost the square.
        const std::size_t looked_at = std::min(keys_.size(), first + keys_at_once);
        for (std::size_t i = first; i < looked_at; ++i)
            if (keys_[i].hash == hash && ascii_iequals(keys_[i].text, key)) return refuse("a member stands twice");
        keys_.push_back({hash, key});
        return true;
    }

    bool has_twice(std::size_t first) {
        if (keys_.size() - first <= keys_at_once) return false;
        const auto is_before = [](const SeenKey& a, const SeenKey& b) {
            if (a.hash != b.hash) return a.hash < b.hash;
            return std::ranges::lexicographical_compare(a.text, b.text, {}, ascii_lower, ascii_lower);
        };
        const auto is_same = [](const SeenKey& a, const SeenKey& b) {
            return a.hash == b.hash && ascii_iequals(a.text, b.text);
        };
        const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(first);
        std::sort(begin, keys_.end(), is_before);
        return std::adjacent_find(begin, keys_.end(), is_same) != keys_.end();
    }

    bool open() {
        if (objects_.size() >= limits_.depth) return refuse("it is nested too deeply");
        objects_.push_back(keys_.size());
        return node();
    }

    bool close() {
        if (has_twice(objects_.back())) return refuse("a member stands twice");
        keys_.resize(objects_.back());
        objects_.pop_back();
        return true;
    }

    Tree& tree_;
    const JsonLimits& limits_;
    std::optional<MessageId> reason_;
    std::size_t nodes_ = 0;
    boost::container::small_vector<SeenKey, 32> keys_;  // of all containers that are open
    boost::container::small_vector<std::size_t, 32> objects_;  // where each open container's keys begin
};

// `byte` is the one where the reader stopped.
MessageId reason_of(rapidjson::ParseErrorCode code, char byte) {
    const bool value_or_name =
        code == rapidjson::kParseErrorValueInvalid || code == rapidjson::kParseErrorObjectMissName;
    if (value_or_name && byte == '\'') return "a text stands in single quotes";
    switch (code) {
        case rapidjson::kParseErrorUnspecificSyntaxError: return "a comment is malformed";
        case rapidjson::kParseErrorDocumentEmpty: return "it is empty";
        case rapidjson::kParseErrorDocumentRootNotSingular: return "something follows the value";
        case rapidjson::kParseErrorValueInvalid: return "a value is expected";
        case rapidjson::kParseErrorObjectMissName: return "a member's name in double quotes is expected";
        case rapidjson::kParseErrorObjectMissColon: return "a colon is expected";
        case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket: return "a comma or a closing brace is expected";
        case rapidjson::kParseErrorArrayMissCommaOrSquareBracket: return "a comma or a closing bracket is expected";
        case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex: return "an escape sequence is wrong";
        case rapidjson::kParseErrorStringEscapeInvalid:
            return byte == '\\' ? label("an escape sequence is wrong") : label("a text holds a control character");
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return "a text holds half a surrogate pair";
        case rapidjson::kParseErrorStringMissQuotationMark: return "a text does not end";
        case rapidjson::kParseErrorNumberTooBig: return "a number is too large";
        case rapidjson::kParseErrorNumberMissFraction:
        case rapidjson::kParseErrorNumberMissExponent: return "a number is incomplete";
        default: return "it is not valid JSON";
    }
}

Error unreadable(MessageId reason, std::size_t offset) {
    return fail(errc::malformed, sentence("The JSON body cannot be read: {0} (byte {1}).", {reason, offset}));
}

}  // namespace

std::vector<std::string_view> laxities_in(std::string_view text) {
    std::vector<std::string_view> found;
    bool has_comment = false;
    bool has_comma = false;
    char before = '\0';  // the last one that is neither blank nor in a comment
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '/') {
            has_comment = true;
            const bool is_line = text.substr(at).starts_with("//");
            const std::size_t end = is_line ? text.find('\n', at) : text.find("*/", at + 2);
            at = end == std::string_view::npos ? text.size() : end + (is_line ? 0 : 1);
            continue;
        }
        if (c == '"')
            for (++at; at < text.size() && text[at] != '"'; ++at)
                if (text[at] == '\\') ++at;
        if (before == ',' && (c == '}' || c == ']')) has_comma = true;
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') before = c;
    }
    if (has_comment) found.emplace_back("has a comment");
    if (has_comma) found.emplace_back("has a comma behind a last member or item");
    return found;
}

// The pools begin with the arrays inside this object, so a body of usual size is parsed without an
// allocation.
Body::Body()
    : values_(value_bytes_.data(), value_bytes_.size(), pool_chunk),
      stacks_(stack_bytes_.data(), stack_bytes_.size(), pool_chunk),
      tree_(&values_, tree_stack, &stacks_) {}

Result<void> Body::parse(std::span<char> bytes, const JsonLimits& limits) {
    const std::string_view text(bytes.data(), bytes.size());
    // The reader takes NUL for the end of the input and would not look at what follows.
    if (const std::size_t at = text.find('\0'); at != std::string_view::npos) return unreadable("a byte is NUL", at);
    if (const std::size_t good = utf8_prefix(text); good < text.size())
        return unreadable("it is not valid UTF-8", good);
    const std::size_t skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;

    Guard guard(tree_, limits);
    rapidjson::InsituStringStream stream(bytes.data() + skipped);
    Reader reader(&stacks_, reader_stack);
    const auto read = [&](Tree&) { return !reader.Parse<flags>(stream, guard).IsError(); };
    tree_.Populate(read);
    if (!reader.HasParseError()) return {};
    const std::size_t at = skipped + reader.GetErrorOffset();
    if (guard.reason()) return unreadable(*guard.reason(), at);
    return unreadable(reason_of(reader.GetParseErrorCode(), bytes.data()[at]), at);
}

}  // namespace uag::json
