# Turns suites/*.toml into one C++ file, so that the program carries its suites with it.
# Usage: cmake -DSUITES=<folder> -DOUTPUT=<file.cpp> -P embed.cmake
file(GLOB suites ${SUITES}/*.toml)
list(SORT suites)
set(rows "")
foreach(suite IN LISTS suites)
    get_filename_component(name ${suite} NAME_WE)
    file(READ ${suite} text)
    string(APPEND rows "    {\"${name}\", R\"uagtoml(${text})uagtoml\"},\n")
endforeach()

file(WRITE ${OUTPUT}
"// Made by server/compare/embed.cmake from server/compare/suites. Do not edit.
#include \"server/compare/suite_file.hpp\"

namespace uag::compare {

std::span<const EmbeddedSuite> embedded_suites() {
    static constexpr EmbeddedSuite all[] = {
${rows}    };
    return all;
}

}  // namespace uag::compare
")
