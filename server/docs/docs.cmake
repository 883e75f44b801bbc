# The handbook travels inside the program, as HTML that the build makes. Included after the target `server_ui` is made.
find_program(CMARK_GFM cmark-gfm REQUIRED)

set(docs_source ${CMAKE_CURRENT_LIST_DIR})
set(docs_build ${CMAKE_CURRENT_BINARY_DIR}/docs)
file(GLOB docs_pages CONFIGURE_DEPENDS ${docs_source}/*.md)
add_custom_command(OUTPUT ${docs_build}/handbook_pages.cpp
    COMMAND ${CMAKE_COMMAND} -DPAGES=${docs_source} -DCMARK=${CMARK_GFM} -DFOLDER=${docs_build} -P ${docs_source}/embed.cmake
    DEPENDS ${docs_pages} ${docs_source}/embed.cmake
    COMMENT "Making the handbook's pages"
    VERBATIM)
target_sources(server_ui PRIVATE ${docs_build}/handbook_pages.cpp)
