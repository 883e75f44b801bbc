// A disk that fails when it is told to, for LD_PRELOAD: calls on files in the folder $UAG_DISK fail as long as its file
// `fault` says how ("full", "write", "sync" or "all"). Needs no privilege and no mount, unlike a small file system.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Kind { read, write, sync };

template <class Function> Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool is_on_the_disk(int file) {
    static const char* const disk = std::getenv("UAG_DISK");
    if (disk == nullptr) return false;
    char link[64];
    char path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = ::readlink(link, path, sizeof path - 1);
    if (size <= 0) return false;
    path[size] = '\0';
    return std::strncmp(path, disk, std::strlen(disk)) == 0;
}

// 0: the call goes on; else its errno.
int fault(int file, Kind kind) {
    static auto* const real_open = real<int(const char*, int, ...)>("open");
    static auto* const real_read = real<ssize_t(int, void*, size_t)>("read");
    static const char* const disk = std::getenv("UAG_DISK");
    if (disk == nullptr || !is_on_the_disk(file)) return 0;
    char order[PATH_MAX];
    std::snprintf(order, sizeof order, "%s/fault", disk);
    const int told = real_open(order, O_RDONLY | O_CLOEXEC);
    if (told < 0) return 0;
    char word[16] = "";
    const ssize_t got = real_read(told, word, sizeof word - 1);
    ::close(told);
    if (got <= 0) return 0;
    if (std::strcmp(word, "full") == 0) return kind == Kind::write ? ENOSPC : 0;
    if (std::strcmp(word, "sync") == 0) return kind == Kind::sync ? EIO : 0;
    if (std::strcmp(word, "write") == 0) return kind == Kind::write ? EIO : 0;
    return EIO;
}

template <class Function, class... Arguments>
auto answer(const char* name, Kind kind, int file, Arguments... arguments) {
    const int kept = errno;
    const int failed = fault(file, kind);
    errno = failed == 0 ? kept : failed;
    using Value = decltype(real<Function>(name)(file, arguments...));
    return failed == 0 ? real<Function>(name)(file, arguments...) : static_cast<Value>(-1);
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
    return answer<ssize_t(int, const void*, size_t)>("write", Kind::write, file, bytes, size);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    return answer<ssize_t(int, const void*, size_t, off_t)>("pwrite", Kind::write, file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    return answer<ssize_t(int, const void*, size_t, off64_t)>("pwrite64", Kind::write, file, bytes, size, at);
}
int fallocate(int file, int mode, off_t at, off_t size) {
    return answer<int(int, int, off_t, off_t)>("fallocate", Kind::write, file, mode, at, size);
}
int fallocate64(int file, int mode, off64_t at, off64_t size) {
    return answer<int(int, int, off64_t, off64_t)>("fallocate64", Kind::write, file, mode, at, size);
}
int fsync(int file) { return answer<int(int)>("fsync", Kind::sync, file); }
int fdatasync(int file) { return answer<int(int)>("fdatasync", Kind::sync, file); }
ssize_t pread(int file, void* bytes, size_t size, off_t at) {
    return answer<ssize_t(int, void*, size_t, off_t)>("pread", Kind::read, file, bytes, size, at);
}
ssize_t pread64(int file, void* bytes, size_t size, off64_t at) {
    return answer<ssize_t(int, void*, size_t, off64_t)>("pread64", Kind::read, file, bytes, size, at);
}
}
