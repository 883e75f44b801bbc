# Turns style sheets into one C++ string, so that pages carry them.
# Usage: cmake -DSTYLES=<file.css>,... -DOUTPUT=<file.cpp> -P embed.cmake
string(REPLACE "," ";" styles "${STYLES}")
set(texts "")
foreach(style IN LISTS styles)
    file(READ ${style} text)
    string(REGEX REPLACE "/\\*[^*]*\\*/\n" "" text "${text}")
    string(APPEND texts "    R\"uagcss(${text})uagcss\"\n")
endforeach()

file(WRITE ${OUTPUT}
"// Made by adapters/html/embed.cmake from the style sheets beside it. Do not edit.
#include \"adapters/html/page_style.hpp\"

namespace uag {

std::string_view page_style() {
    return
${texts};
}

}  // namespace uag
")
