# RapidJSON 1.1.0 has an assignment to const members that nobody calls and that clang no longer lets pass.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    find_path(rapidjson_headers rapidjson/document.h REQUIRED)
    set(mended ${CMAKE_BINARY_DIR}/mended)
    file(COPY ${rapidjson_headers}/rapidjson DESTINATION ${mended}
        PATTERN document.h EXCLUDE PATTERN stack.h EXCLUDE)
    file(READ ${rapidjson_headers}/rapidjson/document.h document)
    string(REPLACE "operator=(const GenericStringRef& rhs) { s = rhs.s; length = rhs.length; }"
        "operator=(const GenericStringRef& rhs) = delete;" document "${document}")
    file(CONFIGURE OUTPUT ${mended}/rapidjson/document.h CONTENT "${document}" @ONLY)
    # And its stack computes a pointer from null before its first allocation.
    file(READ ${rapidjson_headers}/rapidjson/internal/stack.h stack)
    string(REPLACE "stackTop_ + sizeof(T) * count > stackEnd_"
        "static_cast<std::ptrdiff_t>(sizeof(T) * count) > (stackEnd_ - stackTop_)" stack "${stack}")
    string(REPLACE "stackTop_ + sizeof(T) * count <= stackEnd_"
        "static_cast<std::ptrdiff_t>(sizeof(T) * count) <= (stackEnd_ - stackTop_)" stack "${stack}")
    file(CONFIGURE OUTPUT ${mended}/rapidjson/internal/stack.h CONTENT "${stack}" @ONLY)
    target_include_directories(uag_flags SYSTEM BEFORE INTERFACE ${mended})
endif()
