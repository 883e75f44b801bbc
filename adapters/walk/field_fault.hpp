// What is wrong with a value of a body and where, gathered on the way out of a codec's recursion. The path is
// made of the contract's names only, the text never quotes the value.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"

namespace uag {

struct FieldFault {
    std::string path;      ///< `User.OtherGroups[2].Id`; empty: the body itself
    Message expected;      ///< what the value cannot be read as

    /// Each answers false, to be returned at once.
    bool is(MessageId what) {
        expected = what;
        return false;
    }
    /// A type by its name in the contract.
    bool is_no(std::string_view type) {
        expected = Message::verbatim(std::string(type));
        return false;
    }
    bool below(std::string_view name) {
        if (!path.empty() && path.front() != '[') path.insert(0, 1, '.');
        path.insert(0, name);
        return false;
    }

    /// errc::bad_parameter with the path as its field.
    Error error() && {
        Error error = fail(errc::bad_parameter,
                           path.empty() ? sentence("The value of the body cannot be read as {0}.", {expected})
                                        : sentence("The value of '{0}' cannot be read as {1}.", {path, expected}));
        error.field = std::move(path);
        return error;
    }
};

}  // namespace uag
