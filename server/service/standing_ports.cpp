#include "server/service/standing_ports.hpp"

#include <span>

namespace uag {

void SeededBytes::fill(std::span<std::byte> out) {
    const std::scoped_lock lock(mutex_);
    for (std::byte& byte : out) {
        if (used_ == bytes_.size()) {
            bytes_ = sha256(seed_ + '\n' + std::to_string(block_++));
            used_ = 0;
        }
        byte = bytes_[used_++];
    }
}

void SeededBytes::start_over() {
    const std::scoped_lock lock(mutex_);
    block_ = 0;
    used_ = bytes_.size();
}

}  // namespace uag
