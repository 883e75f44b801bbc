// What in an answer is not as the contract says, each with its place. An answer with findings may still have been read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/secret.hpp"

namespace uag::client {

enum class FindingKind : std::uint8_t {
    unknown_member,  ///< nothing of that name in this version and face; also an attribute, by `Person@href`
    missing_member,  ///< a member, or a header block, that must be there
    left_out,  ///< a member that has always a value: the description allows it, and nothing tells it from its first value
    repeated_member,  ///< stands twice, or a dictionary's key does
    wrong_order,  ///< the WSDL's sequence has it elsewhere
    wrong_namespace,  ///< the right name in another namespace
    wrong_type,  ///< a text, number, word or structure that its type does not have
    wrong_null,  ///< null where there is always a value
    wrong_status,  ///< an HTTP status that the description does not give for this
    wrong_media,  ///< Content-Type or charset
    wrong_header,  ///< another field of HTTP
    wrong_syntax,  ///< it can be read, and is not what the format allows
    contradiction,  ///< two parts of the answer say different things
    unreadable  ///< no message of this protocol
};
std::string_view name_of(FindingKind kind);  ///< "wrong order"

struct Finding {
    FindingKind kind = FindingKind::unreadable;
    std::string path;  ///< `GetUserResponse.Person.Emails[2].Value`, `Header.Succeeded`, `Content-Type`
    std::string text;  ///< one phrase that goes on after the path; never quotes a member's value
    /// Of what stands there, so that two servers' can be held against each other; 0: of nothing.
    std::size_t digest = 0;
    Secret value{};  ///< what stands there, if it is one text or number, cut; nobody has judged whether it is secret
};

/// The beginning of a value, as a finding keeps it.
Secret beginning_of(std::string_view value);

/// The place that is looked at: a text that grows on the way down and shrinks on the way up.
class Path {
public:
    explicit Path(std::string_view root) : text_(root) {}

    /// Puts a step behind the path as long as it lives. Names may be another server's: what is long is cut, what
    /// cannot be seen becomes '?'.
    class Step {
    public:
        Step(Path& path, std::string_view name);  ///< `.Name`
        Step(Path& path, std::size_t index);  ///< `[2]`
        ~Step() { path_.text_.resize(size_); }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        Path& path_;
        std::size_t size_;
    };

    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

/// At most so many findings of an answer are kept; further ones are only counted.
inline constexpr std::size_t most_findings = 200;

class Findings {
public:
    void add(Finding finding);
    void add(FindingKind kind, std::string path, std::string text, std::size_t digest = 0, Secret value = {}) {
        add(Finding{kind, std::move(path), std::move(text), digest, std::move(value)});
    }
    void add(FindingKind kind, const Path& path, std::string text, std::size_t digest = 0, Secret value = {}) {
        add(kind, path.text(), std::move(text), digest, std::move(value));
    }

    /// The same of what stands there and is read as nothing, or as its first value: whoever goes on with what was read
    /// would take it for that.
    void add_lost(FindingKind kind, const Path& path, std::string text, std::size_t digest = 0, Secret value = {});

    /// The first of those that were lost, without its value, also where it is only counted; null: nothing was.
    const Finding* first_lost() const noexcept { return first_lost_ ? &*first_lost_ : nullptr; }
    const std::vector<Finding>& items() const noexcept { return items_; }
    bool empty() const noexcept { return items_.empty(); }
    std::size_t left_off() const noexcept { return left_off_; }

private:
    std::vector<Finding> items_;
    std::size_t left_off_ = 0;
    std::optional<Finding> first_lost_;
};

/// What is said of FindingKind::left_out.
inline constexpr std::string_view read_as_first = "is left out, and read as its first value";

/// Makes one digest of what stands there, piece by piece.
std::size_t digest_of(std::size_t digest, std::string_view piece) noexcept;

/// Whether the text is xs:dateTime (XML Schema part 2, 3.2.7), which OpenAPI's date-time is but for the zone that the
/// WebAPI leaves out: what is read is more, a date alone for one.
bool is_date_time(std::string_view text);

/// What another server has sent, for a path or a phrase: at most 80 bytes of visible ASCII, '?' for everything else.
std::string shown(std::string_view foreign);

}  // namespace uag::client
