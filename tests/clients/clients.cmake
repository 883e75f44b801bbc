# Tests with clients that others wrote: zeep, suds, SOAP::Lite, PHP's ext-soap, npm's `soap`, the vendor's WebAPI
# client, an OpenAPI validator, a browser.
# A tool that is missing fails its test ("Not Run"). What they need from npm is installed in the build folder, without
# running scripts of packages, and only what says that it runs on the Node that is here.
set(clients ${CMAKE_CURRENT_LIST_DIR})

# Copies a client's folder to the build's and installs its packages there.
function(uag_node_client name)
    set(target_dir ${CMAKE_CURRENT_BINARY_DIR}/clients/${name})
    foreach(file package.json package-lock.json ${ARGN})
        configure_file(${clients}/${name}/${file} ${target_dir}/${file} COPYONLY)
    endforeach()
    add_custom_command(OUTPUT ${target_dir}/installed.stamp
        COMMAND ${UAG_NPM} ci --engine-strict --ignore-scripts --no-audit --no-fund --loglevel=error
        COMMAND ${CMAKE_COMMAND} -E touch installed.stamp
        DEPENDS ${target_dir}/package.json ${target_dir}/package-lock.json
        WORKING_DIRECTORY ${target_dir}
        COMMENT "Installing the packages of tests/clients/${name} from npm"
        VERBATIM)
    add_custom_target(clients_${name} ALL DEPENDS ${target_dir}/installed.stamp)
endfunction()
uag_node_client(node client.mjs)
uag_node_client(openapi check.mjs)
uag_node_client(prism)
uag_node_client(official support.mjs declared.mjs every_method.mjs users.mjs rights.mjs credentials.mjs
    passwords.mjs access.mjs dates.mjs languages.mjs mail.mjs)
uag_node_client(browser support.mjs account.mjs languages.mjs password_link.mjs reading.mjs report.mjs)

include(${CMAKE_CURRENT_LIST_DIR}/gsoap/gsoap.cmake)

set(gateway ${UAG_PYTHON} ${clients}/gateway.py)
add_test(NAME clients.zeep COMMAND ${gateway} ${UAG_PYTHON} ${clients}/zeep_client.py)
add_test(NAME clients.suds COMMAND ${gateway} ${UAG_PYTHON} ${clients}/suds_client.py)
add_test(NAME clients.soap_lite COMMAND ${gateway} ${UAG_PERL} ${clients}/soap_lite_client.pl)
add_test(NAME clients.php_soap COMMAND ${gateway} ${UAG_PHP} ${clients}/php_client.php)
add_test(NAME clients.node_soap COMMAND ${gateway} ${UAG_NODE} client.mjs
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/node)
add_test(NAME clients.openapi
    COMMAND sh -c [["$UAG_BINARY" export openapi >openapi.json && "$0" check.mjs openapi.json]] ${UAG_NODE}
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/openapi)
add_test(NAME clients.build_scripts COMMAND ${UAG_PYTHON} ${clients}/build_scripts.py ${CMAKE_COMMAND})
add_test(NAME clients.lock_files COMMAND ${UAG_PYTHON} ${clients}/lock_files.py ${clients})
set(client_tests clients.zeep clients.suds clients.soap_lite clients.php_soap clients.node_soap clients.openapi
    clients.build_scripts clients.lock_files)

# Leaves screenshots in the build folder, clients/browser/screenshots.
find_program(UAG_CHROMIUM chromium)
foreach(pages account languages password_link reading)
    add_test(NAME clients.browser_${pages}
        COMMAND ${CMAKE_COMMAND} -E env UAG_CHROMIUM=${UAG_CHROMIUM} ${gateway} --mail ${UAG_NODE} ${pages}.mjs
        WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/browser)
    list(APPEND client_tests clients.browser_${pages})
endforeach()

# The example of comparing, and its report as a page.
set(compare_report ${CMAKE_CURRENT_BINARY_DIR}/clients/compare-report)
add_test(NAME clients.compare_sample COMMAND ${UAG_PYTHON} ${clients}/compare_sample.py ${compare_report})
set_tests_properties(clients.compare_sample PROPERTIES FIXTURES_SETUP compare_report)
add_test(NAME clients.browser_report
    COMMAND ${CMAKE_COMMAND} -E env UAG_CHROMIUM=${UAG_CHROMIUM} UAG_URL=http://localhost:1
        UAG_PUBLIC_URL=http://gateway.localhost ${UAG_NODE} report.mjs ${compare_report}/wrong
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/browser)
set_tests_properties(clients.browser_report PROPERTIES FIXTURES_REQUIRED compare_report)
list(APPEND client_tests clients.compare_sample clients.browser_report)

# Sessions of others' clients, recorded and played again.
function(uag_replayed_client name faces)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "IN" "")
    add_test(NAME clients.record_replay_${name}
        COMMAND ${UAG_PYTHON} ${clients}/record_replay.py ${CMAKE_CURRENT_BINARY_DIR}/clients/record_replay/${name}
            ${faces} ${arg_UNPARSED_ARGUMENTS}
        WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/${arg_IN})
    # Three gateways, one after the other, that hash a hundred passwords.
    set_tests_properties(clients.record_replay_${name} PROPERTIES LABELS clients TIMEOUT 900
        ENVIRONMENT "UAG_BINARY=$<TARGET_FILE:useragentd>")
endfunction()
uag_replayed_client(zeep rest,soap84 ${UAG_PYTHON} ${clients}/zeep_client.py)
uag_replayed_client(node_soap rest,soap84 ${UAG_NODE} client.mjs IN node)
uag_replayed_client(official_access rest,soap84 ${UAG_NODE} access.mjs IN official)
uag_replayed_client(official_dates rest,soap84 ${UAG_NODE} dates.mjs UTC IN official)
uag_replayed_client(official_languages rest,soap84 ${UAG_NODE} languages.mjs IN official)
uag_replayed_client(official_every_method rest,soap84 ${UAG_NODE} every_method.mjs ticket IN official)

# The vendor's client: a process and a gateway of its own for each identity, and for each zone that it runs in.
function(uag_official_client name zone)
    add_test(NAME clients.official_${name}
        COMMAND ${CMAKE_COMMAND} -E env TZ=${zone} ${gateway} ${UAG_NODE} ${ARGN}
        WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/official)
    set(client_tests ${client_tests} clients.official_${name} PARENT_SCOPE)
endfunction()
foreach(identity basic ticket bearer)
    uag_official_client(${identity} UTC every_method.mjs ${identity})
endforeach()
uag_official_client(translated Europe/Oslo every_method.mjs ticket translated)
uag_official_client(raw America/New_York every_method.mjs bearer raw)
uag_official_client(access UTC access.mjs)
uag_official_client(languages UTC languages.mjs)
add_test(NAME clients.official_mail COMMAND ${gateway} --mail ${UAG_NODE} mail.mjs
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/official)
list(APPEND client_tests clients.official_mail)
uag_official_client(dates_utc UTC dates.mjs UTC)
uag_official_client(dates_oslo Europe/Oslo dates.mjs NO)
uag_official_client(dates_new_york America/New_York dates.mjs US-NY)

# The same clients before a bridge, whose users are those of a second gateway in the other protocol.
foreach(client zeep php_soap soap_lite)
    string(REPLACE "zeep" "${UAG_PYTHON};${clients}/zeep_client.py" line ${client})
    string(REPLACE "php_soap" "${UAG_PHP};${clients}/php_client.php" line "${line}")
    string(REPLACE "soap_lite" "${UAG_PERL};${clients}/soap_lite_client.pl" line "${line}")
    add_test(NAME clients.bridged_${client} COMMAND ${gateway} --before rest ${line})
    list(APPEND client_tests clients.bridged_${client})
endforeach()
add_test(NAME clients.bridged_node_soap COMMAND ${gateway} --before rest ${UAG_NODE} client.mjs
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/node)
foreach(identity basic ticket)
    add_test(NAME clients.bridged_official_${identity}
        COMMAND ${CMAKE_COMMAND} -E env TZ=UTC ${gateway} --before soap88 ${UAG_NODE} every_method.mjs ${identity}
        WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/clients/official)
    list(APPEND client_tests clients.bridged_official_${identity})
endforeach()
list(APPEND client_tests clients.bridged_node_soap)

set_tests_properties(${client_tests} PROPERTIES LABELS clients TIMEOUT 300
    ENVIRONMENT "UAG_BINARY=$<TARGET_FILE:useragentd>")
