#include "server/recording/writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "adapters/compare/masks.hpp"
#include "adapters/files/write_whole.hpp"
#include "server/compare/learn.hpp"
#include "server/recording/decoded_text.hpp"
#include "server/recording/masked.hpp"
#include "server/recording/message_text.hpp"

namespace uag::recording {
namespace {

namespace fs = std::filesystem;

std::string why() { return std::generic_category().message(errno); }

// What is wrong; empty: it is written. A file that was begun goes.
std::string write_new(const std::string& path, std::string_view text) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return why();
    const bool is_written = write_whole(file, text);
    std::string problem = is_written ? std::string() : why();
    if (::close(file) != 0 && problem.empty()) problem = why();
    if (!problem.empty()) ::unlink(path.c_str());
    return problem;
}

Error cannot_record(const std::string& folder, const std::string& what) {
    return fail_in_english(errc::invalid_argument, folder + ": " + what + '.');
}

Result<void> make_folder(const std::string& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0) return {};
    if (errno != EEXIST) return cannot_record(folder, "the folder cannot be made: " + why());
    std::error_code failed;
    const bool is_empty = fs::is_empty(folder, failed);
    if (failed || !fs::is_directory(folder, failed)) return cannot_record(folder, "is no folder that can be read");
    if (!is_empty) return cannot_record(folder, "is not empty; a recording is made in a folder of its own");
    if (::access(folder.c_str(), W_OK) != 0) return cannot_record(folder, "cannot be written: " + why());
    return {};
}

// A body of a resource is a parameter of its operation, or its answer: only names tell.
const Operation* operation_of_bodies(const TypedRequest& typed) {
    return typed.resource != nullptr ? nullptr : typed.operation;
}

}  // namespace

Writer::Writer(Settings settings, const Clock& clock)
    : settings_(std::move(settings)), clock_(clock), pseudonyms_(settings_.key) {}

Writer::~Writer() {
    if (index_ >= 0) ::close(index_);
}

std::string Writer::path_of(std::string_view name) const {
    std::string path = settings_.folder;
    return (path += '/') += name;
}

Result<std::unique_ptr<Writer>> Writer::begin(Settings settings, const Clock& clock) {
    if (const Result<void> made = make_folder(settings.folder); !made.has_value()) return made.error();
    std::unique_ptr<Writer> writer(new Writer(std::move(settings), clock));
    writer->manifest_.program = writer->settings_.program;
    writer->manifest_.target = compare::Masks(writer->pseudonyms_).address(writer->settings_.target);
    writer->manifest_.began = clock.now();
    if (const Result<void> written = writer->write_manifest(); !written.has_value()) return written.error();
    const std::string index = writer->path_of(index_name);
    writer->index_ = ::open(index.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (writer->index_ < 0) return cannot_record(index, "cannot be written: " + why());
    return writer;
}

Result<void> Writer::write_manifest() {
    const std::string path = path_of(manifest_name);
    const std::string beside = path + ".new";
    ::unlink(beside.c_str());
    std::string problem = write_new(beside, text_of(manifest_));
    if (problem.empty() && ::rename(beside.c_str(), path.c_str()) != 0) problem = why();
    if (problem.empty()) return {};
    ::unlink(beside.c_str());
    return cannot_record(path, "cannot be written: " + problem);
}

std::uint32_t Writer::next_number() {
    std::uint32_t last = last_number_.load();
    while (last < most_exchanges)
        if (last_number_.compare_exchange_weak(last, last + 1)) return last + 1;
    return 0;
}

void Writer::keep(const Finished& exchange) {
    const std::scoped_lock lock(mutex_);
    std::string problem;
    if (exchange.number == 0) {
        problem = "a recording has at most " + std::to_string(most_exchanges) + " exchanges";
    } else {
        IndexLine line;
        problem = keep_files(exchange, line);
        if (problem.empty()) problem = append_line(text_of(line));
        if (!problem.empty())
            for (const Part part : {Part::request, Part::answer, Part::decoded})
                ::unlink(path_of(file_name(exchange.number, part)).c_str());
    }
    if (problem.empty()) {
        ++kept_;
        return;
    }
    if (lost_++ == 0)
        settings_.tell(settings_.folder + ": an exchange is not kept: " + problem + "; the traffic goes on.");
}

// What is wrong; empty: the files are there.
std::string Writer::keep_files(const Finished& exchange, IndexLine& line) {
    line.number = exchange.number;
    line.connection = exchange.connection;
    line.began = exchange.began;
    line.took_us = exchange.took.count();
    line.own_answer = exchange.own_answer;
    line.notes = exchange.notes;
    if (exchange.answer != nullptr) line.status = exchange.answer->status;
    if (exchange.request == nullptr) return {};

    client::Request plain = copy_of(*exchange.request);
    static_cast<void>(recording::undo_coding(plain.fields, plain.body));
    const TypedRequest typed = read_typed(plain);
    std::optional<client::CallResult> outcome;
    if (exchange.answer != nullptr && typed.operation != nullptr && !exchange.own_answer) {
        client::Response answer = copy_of(*exchange.answer);
        if (recording::undo_coding(answer.fields, answer.body))
            outcome.emplace(read_typed_answer(typed, std::move(answer)));
    }
    const client::CallResult* const answer = outcome ? &*outcome : nullptr;
    learn_secrets(typed, answer, pseudonyms_);
    if (std::string problem = keep_secrets(typed); !problem.empty()) return problem;
    line.protocol = name_of(typed);
    if (typed.operation != nullptr) line.operation = typed.operation->name;
    if (!typed.unread.empty()) line.notes.push_back("the request " + typed.unread);
    if (answer != nullptr && answer->kind == client::CallResult::Kind::unreadable)
        line.notes.emplace_back("the answer is none of this contract");

    const std::string request = text_of(
        masked(*exchange.request, {operation_of_bodies(typed), true, typed.face.wire}, pseudonyms_, line.notes));
    line.request_bytes = request.size();
    std::string problem = write_new(path_of(file_name(line.number, Part::request)), request);
    if (problem.empty() && exchange.answer != nullptr) {
        const auto kind = compare::kind_of_answer(operation_of_bodies(typed), typed.face.wire, exchange.answer->status);
        const std::string text = text_of(masked(*exchange.answer, kind, pseudonyms_, line.notes));
        line.answer_bytes = text.size();
        problem = write_new(path_of(file_name(line.number, Part::answer)), text);
    }
    if (problem.empty())
        problem = write_new(path_of(file_name(line.number, Part::decoded)), decoded_text(typed, answer, pseudonyms_));
    for (std::string& note : line.notes) note = pseudonyms_.scrubbed(note);
    return problem;
}

// As above.
std::string Writer::keep_secrets(const TypedRequest& request) {
    if (settings_.secrets == nullptr) return {};
    bool is_kept = true;
    const auto keep = [&](std::string_view secret) {
        is_kept = is_kept && settings_.secrets->add(pseudonyms_.of(secret), secret);
    };
    keep(request.sender.evidence.secret.reveal());
    keep(request.sender.application_token.reveal());
    if (request.request != nullptr) compare::for_each_secret(request.operation->request(), request.request.get(), keep);
    return is_kept ? std::string() : why();
}

// As above. What a full disk has taken of a line is taken back, or the next one would be broken too.
std::string Writer::append_line(const std::string& line) {
    const off_t size = ::lseek(index_, 0, SEEK_END);
    if (write_whole(index_, line)) return {};
    std::string problem = why();
    if (size >= 0 && ::ftruncate(index_, size) != 0) problem += ", and the index is left with half a line";
    return problem;
}

Result<void> Writer::finish() {
    const std::scoped_lock lock(mutex_);
    manifest_.ended = clock_.now();
    manifest_.exchanges = kept_;
    manifest_.lost = lost_;
    return write_manifest();
}

}  // namespace uag::recording
