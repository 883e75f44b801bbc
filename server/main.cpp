// The process's entry: takes care that no password can end in a core file, and that memory is given back; then runs the
// command.
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <exception>

#include "server/commands/commands.hpp"

namespace {

// Else each thread keeps what the longest message it has ever seen took.
constexpr int given_back_from_bytes = 1 << 20;

}  // namespace

int main(int argc, char** argv) {
    ::mallopt(M_MMAP_THRESHOLD, given_back_from_bytes);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    try {
        return uag::run_command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "useragentd: internal error: %s\n", error.what());
        return uag::exit_failed;
    }
}
