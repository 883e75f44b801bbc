// The process's entry: takes care that no password can end in a core file, then runs the command.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <exception>

#include "server/commands/commands.hpp"

int main(int argc, char** argv) {
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
