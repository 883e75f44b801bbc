// A fuzz target: a function that is given bytes and ends the program when a promise does not hold. libfuzzer.cpp
// feeds one of them with what libFuzzer thinks of, replay_test.cpp all of them with the kept files.
#pragma once

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
#define FUZZ_HOLDS(promise) (static_cast<bool>(promise) ? void() : ::uag::fuzz::broken(#promise, __FILE__, __LINE__))

/// `FUZZ_TARGET(name) { ... }`: the input is `bytes`. The file is called name_fuzz.cpp.
#define FUZZ_TARGET(name)                                                                \
    static void fuzz_##name(std::string_view bytes);                                     \
    static const bool fuzz_##name##_added = ::uag::fuzz::add_target(#name, fuzz_##name); \
    static void fuzz_##name(std::string_view bytes)
