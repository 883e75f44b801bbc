#include "server/setup/key_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <system_error>

#include "adapters/files/file_owner.hpp"
#include "adapters/files/secret_file.hpp"
#include "adapters/files/write_whole.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t max_file_bytes = 64 * 1024;

class File {
public:
    explicit File(int handle) : handle_(handle) {}
    ~File() {
        if (handle_ >= 0) ::close(handle_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int get() const { return handle_; }
    explicit operator bool() const { return handle_ >= 0; }

private:
    int handle_;
};

Error wrong(std::string text) { return fail_in_english(errc::invalid_argument, std::move(text)); }

Error system_error(const std::string& path, const char* what) {
    return wrong(path + ": " + what + ": " + std::generic_category().message(errno));
}

Error wrong_line(const std::string& path, std::size_t line, const char* what) {
    return wrong(path + ":" + std::to_string(line) + ": " + what);
}

// The file as it is; the secret is wiped by its type.
Result<Secret> content_of(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file && errno == ENOENT)
        return wrong("the key file " + path + " is missing: put it back from where it is kept safe (secrets.key_file)");
    if (!file) return system_error(path, "cannot be opened");
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return system_error(path, "cannot be read");
    if (!S_ISREG(status.st_mode)) return wrong(path + ": is not a file");
    // Root works beside a service of another user.
    if (status.st_uid != ::geteuid() && status.st_uid != 0 && ::geteuid() != 0)
        return wrong(path + ": belongs to another user; keys must belong to the one who runs the service");
    if (const auto closed = check_closed(path, status.st_mode, Readers::owner); !closed.has_value())
        return closed.error();

    std::string text(max_file_bytes, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t count = ::read(file.get(), text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            Error error = system_error(path, "cannot be read");
            wipe(text);
            return error;
        }
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    Secret content(std::string_view(text).substr(0, size));
    wipe(text);
    if (size == max_file_bytes) return wrong(path + ": is too long for a key file");
    return content;
}

Result<void> add_line(const std::string& path, std::size_t number, std::string_view line, KeyRing& keys) {
    const std::size_t space = line.find(' ');
    std::uint32_t key_number = 0;
    const std::string_view digits = line.substr(0, space);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), key_number);
    if (space == std::string_view::npos || failure != std::errc{} || end != digits.data() + digits.size())
        return wrong_line(path, number, "must be a key's number and the key in base64");
    std::optional<std::string> key = base64_decode(trim(line.substr(space)));
    if (!key) return wrong_line(path, number, "the key is not base64");
    const Result<void> added = keys.add(key_number, Secret(std::move(*key)));
    if (!added.has_value()) return wrong_line(path, number, added.error().public_text.english().c_str());
    return {};
}

Secret text_of(const KeyRing& keys) {
    std::string text = "# Keys of useragentd: keep a copy in a safe place, apart from the database's.\n";
    text.reserve(text.size() + keys.keys().size() * 64);
    for (const auto& [number, key] : keys.keys()) {
        std::string encoded = base64_encode(key.reveal());
        text += std::to_string(number) + ' ' + encoded + '\n';
        wipe(encoded);
    }
    return Secret(std::move(text));
}

int open_folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

// A directory entry is on disk only when the directory is.
bool sync_folder_of(const std::string& path) {
    const File handle(open_folder_of(path));
    return handle && ::fsync(handle.get()) == 0;
}

// The keys beside their place, on disk and private from the first byte.
Result<std::string> write_beside(const std::string& path, const KeyRing& keys, const FileOwner& owner) {
    std::string beside = path + ".new-XXXXXX";
    const File file(::mkostemp(beside.data(), O_CLOEXEC));  // O_EXCL and mode 0600
    if (!file) return system_error(path, "cannot be written");
    const Secret text = text_of(keys);
    const bool written =
        give_to(file.get(), owner) && write_whole(file.get(), text.reveal()) && ::fsync(file.get()) == 0;
    if (written) return beside;
    Error error = system_error(path, "cannot be written");
    ::unlink(beside.c_str());
    return error;
}

// True if the file was made; false if there was one by now.
Result<bool> create_keys(const std::string& path, const KeyRing& keys, const std::string& database) {
    const Result<std::string> beside = write_beside(path, keys, owner_of_new(path, database));
    if (!beside.has_value()) return beside.error();
    // A link, unlike a rename, never replaces a file that another process made meanwhile.
    const bool linked = ::link(beside->c_str(), path.c_str()) == 0;
    const bool taken = !linked && errno == EEXIST;
    Error error = system_error(path, "cannot be created");
    ::unlink(beside->c_str());
    if (!linked && !taken) return error;
    if (linked && !sync_folder_of(path)) return system_error(path, "cannot be created");
    return linked;
}

}  // namespace

// The folder is locked, not the file: that one is replaced meanwhile.
Result<KeyFileLock> KeyFileLock::take(const std::string& path) {
    const int folder = open_folder_of(path);
    if (folder < 0) return system_error(path, "cannot be locked");
    KeyFileLock lock(folder);
    if (::flock(folder, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return wrong(path + ": another rotation is running");
    return system_error(path, "cannot be locked");
}

KeyFileLock::~KeyFileLock() {
    if (folder_ >= 0) ::close(folder_);
}

std::string key_file_of(const Config& config) {
    return config.secrets.key_file.empty() ? config.database.path + ".key" : config.secrets.key_file;
}

Result<KeyRing> read_keys(const std::string& path) {
    const Result<Secret> content = content_of(path);
    if (!content.has_value()) return content.error();
    KeyRing keys;
    std::string_view rest = content->reveal();
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = trim(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (line.empty() || line.front() == '#') continue;
        const Result<void> added = add_line(path, number, line, keys);
        if (!added.has_value()) return added.error();
    }
    if (keys.empty()) return wrong(path + ": holds no key: put the right file back from where it is kept safe");
    return keys;
}

Result<KeyRing> with_new_key(KeyRing keys, Random& random) {
    std::array<std::byte, KeyRing::key_bytes> bytes{};
    random.fill(bytes);
    Secret key(as_text(bytes));
    wipe(bytes.data(), bytes.size());
    const Result<void> added = keys.add(keys.newest() + 1, std::move(key));
    if (!added.has_value()) return added.error();
    return keys;
}

Result<KeyRing> load_or_create_keys(const std::string& path, Random& random, bool create, const std::string& database) {
    struct stat status{};
    const bool missing = ::stat(path.c_str(), &status) != 0 && errno == ENOENT;
    if (!missing || !create) return read_keys(path);
    const Result<KeyRing> keys = with_new_key({}, random);
    if (!keys.has_value()) return keys.error();
    const Result<bool> made = create_keys(path, *keys, database);
    if (!made.has_value()) return made.error();
    return read_keys(path);
}

Result<void> write_keys(const std::string& path, const KeyRing& keys) {
    FileOwner owner = owner_of(path).value_or(owner_of_new(path));
    owner.mode = FileOwner{}.mode;
    const Result<std::string> beside = write_beside(path, keys, owner);
    if (!beside.has_value()) return beside.error();
    if (std::rename(beside->c_str(), path.c_str()) != 0) {
        Error error = system_error(path, "cannot be replaced");
        ::unlink(beside->c_str());
        return error;
    }
    if (!sync_folder_of(path)) return system_error(path, "cannot be replaced");
    return {};
}

}  // namespace uag
