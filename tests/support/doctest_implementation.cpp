// What doctest compiles once; without a main, so that the benchmark can link the support too.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
