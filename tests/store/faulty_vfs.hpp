// SQLite's way to the disk with a fault at will: the nth write, flush or read fails, once or from then on. As long as
// it lives it is the default for every connection of the process. One at a time.
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <atomic>
#include <cstring>

namespace uag::test {

enum class DiskCall : std::uint8_t { write, flush, read };

class FaultyVfs {
public:
    FaultyVfs() {
        real_ = sqlite3_vfs_find(nullptr);
        vfs_ = *real_;
        vfs_.pNext = nullptr;
        vfs_.zName = "faulty";
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
        vfs_.xOpen = open;
        REQUIRE(sqlite3_vfs_register(&vfs_, 1) == SQLITE_OK);
    }
    ~FaultyVfs() {
        sqlite3_vfs_register(real_, 1);
        sqlite3_vfs_unregister(&vfs_);
    }
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// The nth such call from now on gives `code`, and those after it too if `stays`.
    void fail_at(int nth, DiskCall call, int code, bool stays) {
        call_ = call;
        code_ = code;
        stays_ = stays;
        hit_ = false;
        left_ = nth;
    }
    /// Whether the call has come. The disk is sound again.
    bool end() {
        left_ = 0;
        return hit_;
    }

private:
    // What SQLite allocates for a file: ours, and the real one behind it.
    struct File {
        sqlite3_file base;
        sqlite3_io_methods methods;
    };
    static sqlite3_file* real_of(sqlite3_file* file) {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
    }

    // The code to fail with, or SQLITE_OK.
    static int fault(DiskCall call) {
        if (left_.load() == 0 || call != call_.load()) return SQLITE_OK;
        if (left_.load() > 1) {
            --left_;
            return SQLITE_OK;
        }
        hit_ = true;
        if (!stays_.load()) left_ = 0;
        return code_.load();
    }

    static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
        const int code = real_->xOpen(real_, name, real_of(file), flags, out_flags);
        auto* const ours = reinterpret_cast<File*>(file);
        ours->base.pMethods = nullptr;
        const sqlite3_io_methods* const methods = real_of(file)->pMethods;
        if (methods == nullptr) return code;
        sqlite3_io_methods& m = ours->methods;
        m = {};
        m.iVersion = 2;  // without xFetch: every read comes by here
        m.xClose = [](sqlite3_file* f) { return real_of(f)->pMethods->xClose(real_of(f)); };
        m.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
            if (const int failed = fault(DiskCall::read)) return failed;
            return real_of(f)->pMethods->xRead(real_of(f), to, size, at);
        };
        m.xWrite = [](sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
            if (const int failed = fault(DiskCall::write)) return failed;
            return real_of(f)->pMethods->xWrite(real_of(f), from, size, at);
        };
        m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
            if (fault(DiskCall::write) != SQLITE_OK) return SQLITE_IOERR_TRUNCATE;
            return real_of(f)->pMethods->xTruncate(real_of(f), size);
        };
        m.xSync = [](sqlite3_file* f, int how) {
            if (const int failed = fault(DiskCall::flush)) return failed;
            return real_of(f)->pMethods->xSync(real_of(f), how);
        };
        m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            return real_of(f)->pMethods->xFileSize(real_of(f), size);
        };
        m.xLock = [](sqlite3_file* f, int lock) { return real_of(f)->pMethods->xLock(real_of(f), lock); };
        m.xUnlock = [](sqlite3_file* f, int lock) { return real_of(f)->pMethods->xUnlock(real_of(f), lock); };
        m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
            return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
        };
        m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
            return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
        };
        m.xSectorSize = [](sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); };
        m.xDeviceCharacteristics = [](sqlite3_file* f) {
            return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
        };
        m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
            return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
        };
        m.xShmLock = [](sqlite3_file* f, int offset, int n, int how) {
            return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, how);
        };
        m.xShmBarrier = [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); };
        m.xShmUnmap = [](sqlite3_file* f, int remove) { return real_of(f)->pMethods->xShmUnmap(real_of(f), remove); };
        ours->base.pMethods = &m;
        return code;
    }

    static inline sqlite3_vfs* real_ = nullptr;
    static inline std::atomic<int> left_{0};
    static inline std::atomic<DiskCall> call_{DiskCall::write};
    static inline std::atomic<int> code_{SQLITE_OK};
    static inline std::atomic<bool> stays_{false};
    static inline std::atomic<bool> hit_{false};
    sqlite3_vfs vfs_{};
};

}  // namespace uag::test
