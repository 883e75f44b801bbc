# Turns the handbook (*.md) into one C++ file, so that the program carries it as HTML. A page begins with its title, has no raw
# HTML but comments, and links others as name.md; the index is served a folder above the others. A picture is a file of server/ui/ui.cmake.
# Usage: cmake -DPAGES=<folder> -DCMARK=<cmark-gfm> -DFOLDER=<of what is made> -P embed.cmake
cmake_policy(VERSION 3.25)
file(GLOB pages ${PAGES}/*.md)
list(SORT pages)

# Gives each <h2> of `html` an id as GitHub does, and puts links to them in `contents`.
macro(number_headings)
    set(rest "${html}")
    set(html "")
    set(contents "")
    while(TRUE)
        string(FIND "${rest}" "<h2>" begin)
        if(begin EQUAL -1)
            break()
        endif()
        string(FIND "${rest}" "</h2>" end)
        math(EXPR from "${begin} + 4")
        math(EXPR length "${end} - ${from}")
        string(SUBSTRING "${rest}" 0 ${begin} before)
        string(SUBSTRING "${rest}" ${from} ${length} heading)
        math(EXPR end "${end} + 5")
        string(SUBSTRING "${rest}" ${end} -1 rest)
        string(REGEX REPLACE "<[^>]*>" "" plain "${heading}")
        string(TOLOWER "${plain}" id)
        string(REGEX REPLACE "[^a-z0-9 _-]" "" id "${id}")
        string(REPLACE " " "-" id "${id}")
        string(APPEND html "${before}<h2 id=\"${id}\">${heading}</h2>")
        string(APPEND contents "<li><a href=\"#${id}\">${plain}</a></li>")
    endwhile()
    string(APPEND html "${rest}")
endmacro()

set(rows "")
foreach(page IN LISTS pages)
    get_filename_component(name ${page} NAME_WE)
    file(READ ${page} text)
    if(NOT text MATCHES "^# ([^\n]+)\n")
        message(FATAL_ERROR "${page}: a page begins with \"# Title\"")
    endif()
    set(title "${CMAKE_MATCH_1}")
    string(REGEX REPLACE "^# [^\n]+\n" "" text "${text}")
    string(REGEX REPLACE "<!-- [^\n>]* -->" "" text "${text}")
    file(WRITE ${FOLDER}/${name}.md "${text}")
    execute_process(COMMAND ${CMARK} --extension table ${FOLDER}/${name}.md
        OUTPUT_VARIABLE html COMMAND_ERROR_IS_FATAL ANY)
    if(html MATCHES "raw HTML omitted")
        message(FATAL_ERROR "${page}: raw HTML is not taken")
    endif()
    if(name STREQUAL "index")
        string(REGEX REPLACE "href=\"([a-z-]+)\\.md" "href=\"pages/\\1" html "${html}")
    else()
        string(REPLACE "href=\"index.md" "href=\"../pages" html "${html}")
        string(REGEX REPLACE "href=\"([a-z-]+)\\.md" "href=\"\\1" html "${html}")
        string(REGEX REPLACE "src=\"([a-z-]+\\.png)\"" "src=\"../\\1\"" html "${html}")
    endif()
    number_headings()
    string(APPEND rows "    {\"${name}\", R\"uagpage(${title})uagpage\", R\"uagpage(${contents})uagpage\",\n"
        "     R\"uagpage(${html})uagpage\"},\n")
endforeach()

file(WRITE ${FOLDER}/handbook_pages.cpp
"// Made by server/docs/embed.cmake from server/docs/*.md. Do not edit.
#include \"server/ui/handbook.hpp\"

namespace uag::ui {

std::span<const HandbookPage> handbook_pages() {
    static constexpr HandbookPage all[] = {
${rows}    };
    return all;
}

}  // namespace uag::ui
")
