#include "core/base/random.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace uag {

void SystemRandom::fill(std::span<std::byte> out) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size())) != 1)
        throw std::runtime_error("the random generator failed");
}

}  // namespace uag
