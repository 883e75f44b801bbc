# The files of our pages and Swagger UI travel inside the program: the build installs the latter from npm, in the build
# folder, and embeds it as it is. Included after the target `server` is made.
find_program(UAG_NPM npm)
if(NOT UAG_NPM)
    message(FATAL_ERROR "npm is not on the PATH. The build installs Swagger UI with it, for the page at "
        "/docs: run tests/support/install.sh node, then configure again.")
endif()

set(ui_source ${CMAKE_CURRENT_LIST_DIR})
set(ui_build ${CMAKE_CURRENT_BINARY_DIR}/ui)
set(ui_dist ${ui_build}/node_modules/swagger-ui-dist)
set(ui_installed ${ui_build}/installed.stamp)
set(ui_packages ${ui_source}/package.json ${ui_source}/package-lock.json)

# No scripts of packages: one of them would report the installation to its makers.
add_custom_command(OUTPUT ${ui_installed}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${ui_build}
    COMMAND ${CMAKE_COMMAND} -E copy ${ui_packages} ${ui_build}
    COMMAND ${CMAKE_COMMAND} -E chdir ${ui_build}
        ${UAG_NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${ui_installed}
    DEPENDS ${ui_packages}
    COMMENT "Installing Swagger UI from npm"
    VERBATIM)

set(ui_own init.js docs.css account.css account.js account.svg)
list(TRANSFORM ui_own PREPEND ${ui_source}/)
configure_file(${ui_source}/assets.cpp.in ${ui_build}/assets.cpp @ONLY)
set_source_files_properties(${ui_build}/assets.cpp PROPERTIES
    OBJECT_DEPENDS "${ui_installed};${ui_own}")
target_sources(server PRIVATE ${ui_build}/assets.cpp)
