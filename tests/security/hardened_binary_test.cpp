// What the program is built with against exploits of a mistake in it, read off the binary (OpenSSF, "Compiler Options
// Hardening Guide for C and C++").
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "support/program.hpp"

using namespace uag::test;

namespace {

std::string program() {
    const char* const path = std::getenv("UAG_BINARY");
    REQUIRE(path != nullptr);
    return path;
}

std::string read_elf(const std::string& what) {
    std::string output;
    REQUIRE(run_program({"readelf", "--wide", what, program()}, output) == 0);
    return output;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The line of a listing that holds this word.
std::string line_with(const std::string& text, const std::string& word) {
    const std::size_t at = text.find(word);
    if (at == std::string::npos) return {};
    const std::size_t begin = text.rfind('\n', at) + 1;
    return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

TEST_CASE("the program is position independent") {
    CHECK(holds(line_with(read_elf("--file-header"), "Type:"), "DYN"));
    CHECK(holds(line_with(read_elf("--dynamic"), "(FLAGS_1)"), "PIE"));
}

TEST_CASE("its relocations are read-only and bound at the start, its stack cannot be executed") {
    const std::string segments = read_elf("--segments");
    CHECK(holds(segments, "GNU_RELRO"));
    CHECK(holds(line_with(segments, "GNU_STACK"), " RW "));
    CHECK(holds(line_with(read_elf("--dynamic"), "(FLAGS_1)"), "NOW"));
}

TEST_CASE("its frames have canaries, and its copies into buffers are checked") {
    const std::string symbols = read_elf("--dyn-syms");
    CHECK(holds(symbols, "__stack_chk_fail"));
    CHECK(holds(symbols, "__memcpy_chk"));
}

#ifdef __x86_64__
// The linker marks a program only if every object is so built, and Debian's start-up code is not; ours is.
TEST_CASE("its functions begin where indirect calls may land") {
    std::string code;
    REQUIRE(run_program({"objdump", "--disassemble=main", "--no-show-raw-insn", program()}, code) == 0);
    CHECK(holds(code, "endbr64"));
}
#endif
