# The files of our pages and Swagger UI travel inside the program. The build fetches the latter as npm would, its archive
# from the registry, and takes no other bytes than these; so it needs no npm. Included after the target `server_ui` is made.
set(swagger_ui_version 5.35.0)
# `npm view swagger-ui-dist@VERSION dist.integrity`, in hexadecimal.
set(swagger_ui_sha512 534eaba4cb56f55dd73c638179a993512af4674f63317e0826e00da44fc465b021c341bc0a0c2bcd4e18997927fe1d3008336c5dd19aad334d1c2dec53cc9551)

# The registry that npm here is told to use, by its environment or by ~/.npmrc, else the public one.
set(registry "$ENV{npm_config_registry}")
if(NOT registry AND EXISTS "$ENV{HOME}/.npmrc")
    file(STRINGS "$ENV{HOME}/.npmrc" registry REGEX "^ *registry *=" LIMIT_COUNT 1)
    string(REGEX REPLACE "^[^=]*= *" "" registry "${registry}")
endif()
if(NOT registry)
    set(registry https://registry.npmjs.org)
endif()
string(REGEX REPLACE "/+$" "" registry "${registry}")
set(UAG_NPM_REGISTRY "${registry}" CACHE STRING "Address of the npm registry that has Swagger UI")

set(ui_source ${CMAKE_CURRENT_LIST_DIR})
set(ui_build ${CMAKE_CURRENT_BINARY_DIR}/ui)
set(ui_folder ${ui_build}/swagger-ui-${swagger_ui_version})
set(ui_dist ${ui_folder}/package)
set(ui_fetched ${ui_folder}/fetched.stamp)

add_custom_command(OUTPUT ${ui_fetched}
    COMMAND ${CMAKE_COMMAND}
        -DADDRESS=${UAG_NPM_REGISTRY}/swagger-ui-dist/-/swagger-ui-dist-${swagger_ui_version}.tgz
        -DSHA512=${swagger_ui_sha512} -DFOLDER=${ui_folder}
        -P ${ui_source}/fetch.cmake
    DEPENDS ${ui_source}/fetch.cmake
    COMMENT "Fetching Swagger UI"
    VERBATIM)

set(ui_own init.js docs.css account.css account.js account.svg favicon.ico)
list(TRANSFORM ui_own PREPEND ${ui_source}/)
set(ui_pictures ${CMAKE_SOURCE_DIR}/server/docs)  # the handbook's
list(APPEND ui_own ${ui_pictures}/compare-report.png)
set(ui_palette ${CMAKE_SOURCE_DIR}/adapters/html/palette.css)
configure_file(${ui_source}/assets.cpp.in ${ui_build}/assets.cpp @ONLY)
set_source_files_properties(${ui_build}/assets.cpp PROPERTIES
    OBJECT_DEPENDS "${ui_fetched};${ui_own};${ui_palette}")
target_sources(server_ui PRIVATE ${ui_build}/assets.cpp)
