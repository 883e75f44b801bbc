// A fuzz target: a function that is given bytes and ends the program when a promise does not hold. Built with
// UAG_FUZZING it is libFuzzer's (one program a target), otherwise replay_test.cpp runs it over the kept files.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace uag::fuzz {

struct Target {
    std::string_view name;
    void (*run)(std::string_view bytes);
};

/// All targets of this program.
inline std::vector<Target>& targets() {
    static std::vector<Target> all;
    return all;
}

inline bool add_target(std::string_view name, void (*run)(std::string_view)) {
    targets().push_back({name, run});
    return true;
}

/// Ends the program; both libFuzzer and the replay tell with which input.
[[noreturn]] inline void broken(const char* promise, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, promise);
    std::abort();
}

}  // namespace uag::fuzz

/// What must be true of every input.
#define FUZZ_HOLDS(promise) \
    (static_cast<bool>(promise) ? void() : ::uag::fuzz::broken(#promise, __FILE__, __LINE__))

#ifdef UAG_FUZZING
#define FUZZ_ENTRY(name)                                                                       \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {        \
        fuzz_##name(std::string_view(reinterpret_cast<const char*>(data), size));              \
        return 0;                                                                              \
    }
#else
#define FUZZ_ENTRY(name) \
    static const bool fuzz_##name##_added = ::uag::fuzz::add_target(#name, fuzz_##name);
#endif

/// `FUZZ_TARGET(name) { ... }`: the input is `bytes`. The file is called name_fuzz.cpp.
#define FUZZ_TARGET(name)                             \
    static void fuzz_##name(std::string_view bytes);  \
    FUZZ_ENTRY(name)                                  \
    static void fuzz_##name(std::string_view bytes)
