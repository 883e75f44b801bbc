# The catalogue travels inside the program: one .po file a language, checked and made into tables at build time. Included
# after the targets `core_base`, which shows everybody the ids, and `core_messages` are made.
foreach(tool msgfmt msgattrib msguniq msgcomm xgettext)
    string(TOUPPER ${tool} name)
    find_program(${name} ${tool} REQUIRED)
endforeach()

set(messages_source ${CMAKE_CURRENT_LIST_DIR})
set(messages_build ${CMAKE_CURRENT_BINARY_DIR}/messages)
file(GLOB messages_languages CONFIGURE_DEPENDS ${messages_source}/*.po)
add_custom_command(OUTPUT ${messages_build}/message_ids.hpp ${messages_build}/message_texts.cpp ${messages_build}/ids.pot
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${messages_source} -DOUTPUT=${messages_build} -DMSGFMT=${MSGFMT}
        -DMSGATTRIB=${MSGATTRIB} -P ${messages_source}/compile.cmake
    DEPENDS ${messages_languages} ${messages_source}/compile.cmake
    COMMENT "Making the catalogue of messages"
    VERBATIM)
target_sources(core_base PRIVATE ${messages_build}/message_ids.hpp)
target_include_directories(core_base PUBLIC ${messages_build})

# What no source says any more leaves the catalogue.
file(GLOB_RECURSE messages_users CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/*.[ch]pp ${CMAKE_SOURCE_DIR}/adapters/*.[ch]pp
    ${CMAKE_SOURCE_DIR}/server/*.[ch]pp)
list(JOIN messages_users "\n" messages_list)
file(CONFIGURE OUTPUT ${messages_build}/sources.txt CONTENT "${messages_list}\n" @ONLY)
add_custom_command(OUTPUT ${messages_build}/used.pot
    COMMAND ${CMAKE_COMMAND} -DSOURCES=${messages_build}/sources.txt -DIDS=${messages_build}/ids.pot
        -DOUTPUT=${messages_build} -DXGETTEXT=${XGETTEXT} -DMSGUNIQ=${MSGUNIQ} -DMSGCOMM=${MSGCOMM}
        -P ${messages_source}/used.cmake
    DEPENDS ${messages_users} ${messages_build}/ids.pot ${messages_build}/sources.txt ${messages_source}/used.cmake
    COMMENT "Looking for messages that nothing says"
    VERBATIM)
target_sources(core_messages PRIVATE ${messages_build}/message_texts.cpp ${messages_build}/used.pot)
