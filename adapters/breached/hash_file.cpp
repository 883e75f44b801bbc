#include "adapters/breached/hash_file.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

#include "adapters/outbound/worker.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t hash_bytes = 20;
constexpr std::size_t hash_digits = 2 * hash_bytes;
// Hash, colon, a count of twenty digits, carriage return and line feed; twice, so that a whole line is in it
// wherever in the line before it one begins.
constexpr std::size_t longest_line = 64;
constexpr std::size_t look_bytes = 2 * longest_line;
constexpr std::int64_t checked_whole = 16 << 20;
constexpr std::int64_t looks_into_large = 4096;
constexpr std::size_t most_waiting = 256;

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = ascii_upper(c);
    return out;
}

std::string sha1_digits(std::string_view text) {
    std::array<std::byte, hash_bytes> hash{};
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(hash.data()), &length, EVP_sha1(),
                   nullptr) != 1 ||
        length != hash_bytes)
        throw std::runtime_error("SHA-1 is not to be had");
    return upper(hex_encode(hash));
}

// Without its line feed.
bool is_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() < hash_digits) return false;
    if (!std::all_of(line.begin(), line.begin() + hash_digits, is_hex_digit)) return false;
    line.remove_prefix(hash_digits);
    if (line.empty()) return true;
    return line.size() > 1 && line.front() == ':' && is_all_digits(line.substr(1));
}

Error refused(const std::string& path, std::string_view why) {
    return fail_in_english(errc::invalid_argument, path + ": " + std::string(why) + " (policy.breached_file)");
}

}  // namespace

struct HashFile::Line {
    std::int64_t begin = 0;  // the file's size: there is no line any more
    std::int64_t next = 0;
    std::string hash;
};

Result<HashFile> HashFile::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return refused(path, std::strerror(errno));
    HashFile opened(file, 0, path);
    struct stat about{};
    if (::fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) return refused(path, "is no file");
    opened.size_ = about.st_size;
    if (opened.size_ == 0) return refused(path, "is empty");
    const Result<void> sorted = opened.check_order();
    if (!sorted.has_value()) return refused(path, sorted.error().detail);
    return opened;
}

HashFile::~HashFile() {
    if (file_ >= 0) ::close(file_);
}

HashFile::HashFile(HashFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), size_(other.size_), path_(std::move(other.path_)) {}

Error HashFile::broken(std::int64_t offset) const {
    return fail(errc::storage, "The list of stolen passwords cannot be read.",
                "at byte " + std::to_string(offset) +
                    " there is no line of 40 hexadecimal digits, perhaps with a colon and a number");
}

// The first line that begins at or after `offset`, where 0 is a beginning and so is what follows a line feed.
Result<HashFile::Line> HashFile::line_after(std::int64_t offset) const {
    const std::int64_t from = offset == 0 ? 0 : offset - 1;
    std::array<char, look_bytes + 1> buffer;
    const ssize_t got = ::pread(file_, buffer.data(), buffer.size(), from);
    if (got < 0) return fail(errc::storage, "The list of stolen passwords cannot be read.", std::strerror(errno));
    const std::string_view text(buffer.data(), static_cast<std::size_t>(got));
    const bool at_end = from + got >= size_;
    std::size_t begin = 0;
    if (offset != 0) {
        const std::size_t feed = text.find('\n');
        if (feed == std::string_view::npos && at_end) return Line{size_, size_, {}};
        if (feed == std::string_view::npos) return broken(offset);
        begin = feed + 1;
    }
    if (from + static_cast<std::int64_t>(begin) >= size_) return Line{size_, size_, {}};
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) {
        if (!at_end) return broken(offset);
        end = text.size();
    }
    const std::string_view line = text.substr(begin, end - begin);
    if (!is_line(line)) return broken(from + static_cast<std::int64_t>(begin));
    return Line{from + static_cast<std::int64_t>(begin), from + static_cast<std::int64_t>(end) + 1,
                upper(line.substr(0, hash_digits))};
}

Result<void> HashFile::check_order() const {
    std::string before;
    const std::int64_t step = size_ <= checked_whole ? 1 : size_ / looks_into_large;
    for (std::int64_t offset = 0; offset < size_;) {
        const Result<Line> line = line_after(offset);
        if (!line.has_value()) return line.error();
        if (line->begin >= size_) break;
        if (line->hash <= before)
            return fail(errc::storage, {},
                        "is not sorted by hash at byte " + std::to_string(line->begin) +
                            "; of the Pwned Passwords take the download that is ordered by hash");
        before = line->hash;
        offset = std::max(line->next, line->begin + step);
    }
    return {};
}

Result<bool> HashFile::contains(std::string_view password) const {
    const std::string wanted = sha1_digits(password);
    std::int64_t low = 0;
    std::int64_t high = size_;
    // The wanted line, if there is one, begins in [low, high).
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const Result<Line> line = line_after(middle);
        if (!line.has_value()) return line.error();
        if (line->begin < high && line->hash == wanted) return true;
        if (line->begin >= high || line->hash > wanted)
            high = middle;
        else
            low = line->next;
    }
    return false;
}

namespace {

class BreachedFile final : public BreachedPasswords {
public:
    explicit BreachedFile(HashFile file)
        : file_(std::move(file)), worker_("the list of stolen passwords", 1, most_waiting, stopping_) {}

    Task<Result<bool>> contains(Secret password) override {
        const auto look = [this, password = std::move(password)] { return file_.contains(password.reveal()); };
        co_return co_await worker_.run(look);
    }

private:
    const HashFile file_;
    std::atomic<bool> stopping_{false};
    Worker worker_;
};

}  // namespace

std::unique_ptr<BreachedPasswords> make_breached_passwords(HashFile file) {
    return std::make_unique<BreachedFile>(std::move(file));
}

}  // namespace uag
