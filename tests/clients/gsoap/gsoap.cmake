function(uag_gsoap_server service)
    set(from ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/clients/gsoap_${service})
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${folder}/server
        COMMAND ${from}/make.sh ${service} $<TARGET_FILE:useragentd> ${CMAKE_CXX_COMPILER}
        DEPENDS useragentd ${from}/make.sh ${from}/make_answers.py ${from}/fill.hpp ${from}/server.cpp
        WORKING_DIRECTORY ${folder}
        COMMENT "Making a server of the WSDL of ${service} with gSOAP"
        VERBATIM)
    add_custom_target(gsoap_${service} ALL DEPENDS ${folder}/server)
endfunction()
uag_gsoap_server(User)
uag_gsoap_server(SoPrincipal)
