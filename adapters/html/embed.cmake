# Turns style sheets into one C++ string, so that pages carry them.
# Usage: cmake -DSTYLES=<file.css>,... -DOUTPUT=<file.cpp> [-DHEADER=<its.hpp> -DNAMESPACE=<of it> -DFUNCTION=<name>]
#        -P embed.cmake
if(NOT HEADER)
    set(HEADER adapters/html/page_style.hpp)
    set(NAMESPACE uag)
    set(FUNCTION page_style)
endif()
string(REPLACE "," ";" styles "${STYLES}")
set(texts "")
foreach(style IN LISTS styles)
    file(READ ${style} text)
    string(REGEX REPLACE "/\\*[^*]*\\*/\n" "" text "${text}")
    string(APPEND texts "    R\"uagcss(${text})uagcss\"\n")
endforeach()

file(WRITE ${OUTPUT}
"// Made by adapters/html/embed.cmake. Do not edit.
#include \"${HEADER}\"

namespace ${NAMESPACE} {

std::string_view ${FUNCTION}() {
    return
${texts};
}

}  // namespace ${NAMESPACE}
")
