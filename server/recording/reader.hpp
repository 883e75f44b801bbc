// Reads a recording, one exchange after the other, whatever has become of it: what is missing or broken is said and the
// rest is read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/client/message.hpp"
#include "core/base/error.hpp"
#include "server/recording/index.hpp"

namespace uag::recording {

/// A file of a recording that is longer is not read.
inline constexpr std::size_t longest_recorded_file = std::size_t{32} << 20;

struct Recorded {
    std::uint32_t number = 0;
    std::optional<client::Request> request;  ///< nothing: `notes` says why
    std::optional<client::Response> answer;  ///< likewise
    bool own_answer = false;  ///< the recorder's, not the target's
    TimePoint began{};  ///< the epoch: not known
    std::vector<std::string> notes;  ///< phrases: what is missing or broken, and what the recorder noted
};

class Reader {
public:
    /// Error: a sentence, for a folder that is not there or holds no recording of a format that is read here.
    static Result<Reader> open(const std::string& folder);

    const Manifest& manifest() const noexcept { return manifest_; }
    const std::string& folder() const noexcept { return folder_; }
    /// Of the recording as a whole: that it was cut off, lines of the index that cannot be read. Sentences.
    const std::vector<std::string>& notes() const noexcept { return notes_; }
    std::size_t size() const noexcept { return numbers_.size(); }

    /// Names that the index has of operations, each once.
    const std::set<std::string>& operations() const noexcept { return operations_; }

    /// The next by number; nothing at the end.
    std::optional<Recorded> next();
    /// Any of them, by its place: 0 to size() - 1.
    Recorded at(std::size_t index) const;

private:
    struct Entry {
        TimePoint began{};
        std::uint64_t request_bytes = 0;
        std::uint64_t answer_bytes = 0;
        bool own_answer = false;
        bool has_notes = false;
        std::uint64_t offset = 0;  ///< of the line
    };

    explicit Reader(std::string folder) : folder_(std::move(folder)) {}
    Result<void> read_names();
    void read_index();
    std::optional<std::string> read_part(std::uint32_t number, Part part, std::uint64_t bytes,
                                         Recorded& recorded) const;
    void read_notes(const Entry& entry, Recorded& recorded) const;
    std::string path_of(std::string_view name) const;

    std::string folder_;
    Manifest manifest_;
    std::vector<std::string> notes_;
    std::vector<std::uint32_t> numbers_;
    std::map<std::uint32_t, Entry> entries_;
    std::set<std::string> operations_;
    std::size_t at_ = 0;
};

}  // namespace uag::recording
