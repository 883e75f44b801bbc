# Makes C++ tables of the catalogue (*.po): the ids, sorted, and each language's texts in their order. Refuses what is not
# translated, what one language has and another has not, and arguments that differ.
# Usage: cmake -DFOLDER=<of the catalogue> -DOUTPUT=<folder> -DMSGFMT=<msgfmt> -DMSGATTRIB=<msgattrib> -P compile.cmake
cmake_policy(VERSION 3.25)
file(GLOB files ${FOLDER}/*.po)
list(SORT files)

set(first "")
set(ids "")
set(tables "")
set(choice "")
foreach(file IN LISTS files)
    get_filename_component(tag ${file} NAME_WE)
    execute_process(COMMAND ${MSGFMT} --check-format --check-domain --output-file=/dev/null ${file} RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "${file}: msgfmt refuses it")
    endif()
    execute_process(COMMAND ${MSGATTRIB} --only-obsolete ${file} OUTPUT_VARIABLE obsolete COMMAND_ERROR_IS_FATAL ANY)
    if(obsolete)
        message(FATAL_ERROR "${file}: an obsolete message")
    endif()
    # What is fuzzy or has no text is left out here, and so missing below.
    execute_process(COMMAND ${MSGATTRIB} --translated --no-fuzzy --sort-output --no-wrap ${file}
        OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(FIND "${text}" "\n\n" header)
    string(SUBSTRING "${text}" ${header} -1 text)
    string(REGEX REPLACE "\n#\\.[^\n]*" "" text "${text}")
    # msgfmt looks at the arguments of what is marked only.
    if(text MATCHES "\n\n(msgid [^\n]*{[^\n]*)" OR text MATCHES "\n\n(msgid [^\n]*\nmsgstr [^\n]*{[^\n]*)")
        message(FATAL_ERROR "${file}: arguments, but no \"#, python-brace-format\": ${CMAKE_MATCH_1}")
    endif()
    string(REGEX REPLACE "\n#[^\n]*" "" text "${text}\n")
    string(REGEX REPLACE "\nmsgid (\"[^\n]+\")\nmsgstr \"[^\n]+\"\n" "    \\1,\n" named "${text}")
    string(REGEX REPLACE "\nmsgid \"[^\n]+\"\nmsgstr (\"[^\n]+\")\n" "    \\1,\n" said "${text}")
    if(named MATCHES "\n(msg[^\n]*)" OR said MATCHES "\n(msg[^\n]*)")
        message(FATAL_ERROR "${file}: cannot be read here: ${CMAKE_MATCH_1}")
    endif()
    if(first STREQUAL "")
        set(first ${file})
        set(ids "${named}")
        string(REGEX REPLACE "\nmsgstr \"[^\n]+\"\n" "\nmsgstr \"\"\n" text "${text}")
        file(WRITE ${OUTPUT}/ids.pot "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n${text}")
    elseif(NOT named STREQUAL ids)
        get_filename_component(name ${file} NAME)
        file(WRITE ${OUTPUT}/ids.txt "${ids}")
        file(WRITE ${OUTPUT}/${name}.txt "${named}")
        execute_process(COMMAND diff ${OUTPUT}/ids.txt ${OUTPUT}/${name}.txt)
        message(FATAL_ERROR "${file}: has other messages than ${first}, see above")
    endif()
    string(APPEND tables "constexpr std::string_view texts_${tag}[] = {${said}};\n\n")
    string(APPEND choice "    if (tag == \"${tag}\") return texts_${tag};\n")
endforeach()

file(WRITE ${OUTPUT}/message_ids.new
"// Made by core/messages/compile.cmake from core/messages/*.po. Do not edit.
#pragma once

#include <string_view>

namespace uag {

/// Every message of the catalogue, in English, sorted by bytes.
inline constexpr std::string_view message_ids[] = {${ids}};

}  // namespace uag
")
# A change of a translation alone compiles one file.
file(COPY_FILE ${OUTPUT}/message_ids.new ${OUTPUT}/message_ids.hpp ONLY_IF_DIFFERENT)

file(WRITE ${OUTPUT}/message_texts.cpp
"// Made by core/messages/compile.cmake from core/messages/*.po. Do not edit.
#include \"core/messages/message_texts.hpp\"

namespace uag {
namespace {

${tables}}  // namespace

std::span<const std::string_view> message_texts(std::string_view tag) {
${choice}    return {};
}

}  // namespace uag
")
