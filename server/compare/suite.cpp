#include "server/compare/suite.hpp"

namespace uag::compare {

std::string text_of(const Where& where) {
    return where.file + ':' + std::to_string(where.line) + ':' + std::to_string(where.column);
}

}  // namespace uag::compare
