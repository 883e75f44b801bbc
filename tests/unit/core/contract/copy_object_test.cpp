#include "core/contract/copy_object.hpp"

#include <doctest/doctest.h>

#include "core/agent/operations.hpp"
#include "support/sample_values.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("a copy of every request and answer is equal to what it was made of, and goes on without it") {
    std::mt19937_64 random(7);
    for (const Service service : {Service::user, Service::so_principal})
        for (const Operation& operation : operations(service))
            for (const TypeInfo* const type : {&operation.request(), &operation.response()}) {
                CAPTURE(operation.name);
                Object original = make_object(*type);
                fill_sample(*type, original.get(), random, 4);
                const Object first = copy_of(*type, original.get());
                CHECK(equal_values(*type, original.get(), first.get(), newest_version, true));
                original.reset();
                const Object second = copy_of(*type, first.get());
                CHECK(equal_values(*type, first.get(), second.get(), newest_version, true));
            }
}
