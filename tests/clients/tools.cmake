# What the tests run that is not ours. Before any suite: entries of ctest name these.
find_program(UAG_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)  # the one that sees Debian's python3-zeep
find_program(UAG_NODE node nodejs)
find_program(UAG_NPM npm)
if(NOT UAG_NPM)
    set(UAG_NPM npm)  # said when a client is built, not by a build of the program alone
endif()
find_program(UAG_PERL perl)
find_program(UAG_PHP php)
