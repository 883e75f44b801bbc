# Turns migrations/NNNN_name.sql into one C++ file, so that the program carries its schema with it.
# Usage: cmake -DMIGRATIONS=<folder> -DOUTPUT=<file.cpp> -P embed.cmake
file(GLOB scripts ${MIGRATIONS}/*.sql)
list(SORT scripts)

set(rows "")
set(expected 1)
foreach(script IN LISTS scripts)
    get_filename_component(name ${script} NAME_WE)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
        message(FATAL_ERROR "${script}: a migration is named NNNN_name.sql")
    endif()
    set(title ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" version ${CMAKE_MATCH_1})
    if(NOT version EQUAL expected)
        message(FATAL_ERROR "${script}: version ${expected} was expected; versions have no gap and no twin")
    endif()
    math(EXPR expected "${expected} + 1")
    file(READ ${script} text)
    string(APPEND rows "    {${version}, \"${title}\", R\"uagsql(${text})uagsql\"},\n")
endforeach()

file(WRITE ${OUTPUT}
"// Made by adapters/sqlite/embed.cmake from adapters/sqlite/migrations. Do not edit.
#include <array>

#include \"adapters/sqlite/migrate.hpp\"

namespace uag::sqlite {
namespace {

constexpr Migration migrations[] = {
${rows}};

}  // namespace

std::span<const Migration> embedded_migrations() { return migrations; }

}  // namespace uag::sqlite
")
