# The suites of `compare` travel inside the program. Included after the target `server_compare` is made.
set(suites_folder ${CMAKE_CURRENT_LIST_DIR}/suites)
set(suites_source ${CMAKE_CURRENT_BINARY_DIR}/embedded_suites.cpp)
file(GLOB suites_files CONFIGURE_DEPENDS ${suites_folder}/*.toml)
add_custom_command(OUTPUT ${suites_source}
    COMMAND ${CMAKE_COMMAND} -DSUITES=${suites_folder} -DOUTPUT=${suites_source} -P ${CMAKE_CURRENT_LIST_DIR}/embed.cmake
    DEPENDS ${suites_files} ${CMAKE_CURRENT_LIST_DIR}/embed.cmake
    COMMENT "Embedding the suites of compare"
    VERBATIM)
target_sources(server_compare PRIVATE ${suites_source})
