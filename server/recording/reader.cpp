#include "server/recording/reader.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "server/compare/report_words.hpp"
#include "server/recording/message_text.hpp"
#include "server/recording/plain_file.hpp"

namespace uag::recording {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_index_line = 65'536;
constexpr std::uint64_t longest_index = std::uint64_t{1} << 30;  // a million lines of a kilobyte
constexpr std::size_t most_reader_notes = 20;

// The whole file; nothing, with the reason, if there is none or it is too long.
std::optional<std::string> read_whole(const std::string& path, std::size_t most, std::string& problem) {
    const std::optional<PlainFile> file = PlainFile::open(path, most, problem);
    if (!file) return std::nullopt;
    return file->read(0, static_cast<std::size_t>(file->size()), problem);
}

Error no_recording(const std::string& folder, const std::string& what) {
    return fail_in_english(errc::invalid_argument, folder + ": " + what + '.');
}

}  // namespace

std::string Reader::path_of(std::string_view name) const {
    std::string path = folder_;
    return (path += '/') += name;
}

Result<Reader> Reader::open(const std::string& folder) {
    Reader reader(folder);
    std::error_code failed;
    if (!fs::is_directory(folder, failed)) return no_recording(folder, "is no folder");
    std::string problem;
    std::optional<std::string> text = read_whole(reader.path_of(manifest_name), longest_index_line, problem);
    if (!text) return no_recording(folder, "holds no recording: " + std::string(manifest_name) + ' ' + problem);
    const Result<Manifest> manifest = read_manifest(std::move(*text));
    if (!manifest.has_value())
        return no_recording(reader.path_of(manifest_name), manifest.error().public_text.english());
    reader.manifest_ = *manifest;
    if (const Result<void> read = reader.read_names(); !read.has_value()) return read.error();
    reader.read_index();
    if (!reader.manifest_.ended)
        reader.notes_.push_back(folder + ": the recording has no end: it still runs, or was cut off.");
    if (reader.manifest_.lost != 0)
        reader.notes_.push_back(folder + ": " + compare::counted(reader.manifest_.lost, "exchange", "exchanges") +
                                (reader.manifest_.lost == 1 ? " was" : " were") + " not kept, for lack of room.");
    return reader;
}

Result<void> Reader::read_names() {
    std::error_code failed;
    fs::directory_iterator files(folder_, failed);
    for (; !failed && files != fs::directory_iterator(); files.increment(failed))
        if (const auto name = read_file_name(files->path().filename().string())) numbers_.push_back(name->number);
    if (failed) return no_recording(folder_, "cannot be read: " + failed.message());
    std::ranges::sort(numbers_);
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
    return {};
}

void Reader::read_index() {
    std::string problem;
    const std::optional<PlainFile> file = PlainFile::open(path_of(index_name), longest_index, problem);
    if (!file) {
        notes_.push_back(path_of(index_name) + ' ' + problem + ": times and notes of the exchanges are not known.");
        return;
    }
    std::size_t broken = 0;
    std::vector<std::uint32_t> without_files;
    PlainLines lines(*file, longest_index_line);
    for (std::size_t count = 1;; ++count) {
        std::optional<PlainLines::Line> line = lines.next(problem);
        if (!line) break;
        const std::uint64_t at = line->offset;
        Result<IndexLine> read = fail_in_english(errc::malformed, "has a line that is too long");
        if (!line->is_too_long) read = read_index_line(std::move(line->text));
        if (!read.has_value()) {
            const std::string what = line->is_whole ? read.error().public_text.english() : "ends within a line";
            if (++broken <= most_reader_notes)
                notes_.push_back(path_of(index_name) + ':' + std::to_string(count) + ' ' + what + '.');
            continue;
        }
        entries_[read->number] = {read->began,      read->request_bytes,  read->answer_bytes,
                                  read->own_answer, !read->notes.empty(), at};
        if (!read->operation.empty()) operations_.insert(read->operation);
        if (!std::ranges::binary_search(numbers_, read->number)) without_files.push_back(read->number);
    }
    if (!problem.empty()) notes_.push_back(path_of(index_name) + ' ' + problem + '.');
    if (broken > most_reader_notes)
        notes_.push_back(path_of(index_name) + ": " + std::to_string(broken) + " lines cannot be read.");
    numbers_.insert(numbers_.end(), without_files.begin(), without_files.end());
    std::ranges::sort(numbers_);
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
}

void Reader::read_notes(const Entry& entry, Recorded& recorded) const {
    std::string problem;
    const std::optional<PlainFile> file = PlainFile::open(path_of(index_name), longest_index, problem);
    if (!file) return;
    std::optional<std::string> line = file->read(entry.offset, longest_index_line, problem);
    if (!line) return;
    line->resize(std::min(line->find('\n'), line->size()));
    if (Result<IndexLine> read = read_index_line(std::move(*line)); read.has_value())
        recorded.notes = std::move(read->notes);
}

std::optional<std::string> Reader::read_part(std::uint32_t number, Part part, std::uint64_t bytes,
                                             Recorded& recorded) const {
    const std::string name = file_name(number, part);
    std::string problem;
    std::optional<std::string> text = read_whole(path_of(name), longest_recorded_file, problem);
    if (!text) {
        recorded.notes.push_back(name + ' ' + problem);
    } else if (text->size() < bytes) {
        recorded.notes.push_back(name + " is cut short: " + std::to_string(text->size()) + " bytes are there of " +
                                 std::to_string(bytes));
    }
    return text;
}

std::optional<Recorded> Reader::next() {
    if (at_ == numbers_.size()) return std::nullopt;
    return at(at_++);
}

Recorded Reader::at(std::size_t index) const {
    Recorded recorded;
    recorded.number = numbers_[index];
    const auto found = entries_.find(recorded.number);
    const bool is_listed = found != entries_.end();
    const Entry entry = is_listed ? found->second : Entry{};
    recorded.began = entry.began;
    recorded.own_answer = entry.own_answer;
    if (entry.has_notes) read_notes(entry, recorded);
    if (is_listed && entry.request_bytes == 0) return recorded;
    if (!is_listed) recorded.notes.emplace_back("is not in the index: the recording was cut off while it was written");

    if (const auto text = read_part(recorded.number, Part::request, entry.request_bytes, recorded)) {
        Result<client::Request> request = read_request_text(*text);
        if (request.has_value())
            recorded.request = std::move(*request);
        else
            recorded.notes.push_back(file_name(recorded.number, Part::request) + ' ' +
                                     request.error().public_text.english());
    }
    if (is_listed && entry.answer_bytes == 0) return recorded;
    if (const auto text = read_part(recorded.number, Part::answer, entry.answer_bytes, recorded)) {
        Result<client::Response> answer = read_answer_text(*text);
        if (answer.has_value())
            recorded.answer = std::move(*answer);
        else
            recorded.notes.push_back(file_name(recorded.number, Part::answer) + ' ' +
                                     answer.error().public_text.english());
    }
    return recorded;
}

}  // namespace uag::recording
