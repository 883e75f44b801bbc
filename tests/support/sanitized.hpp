// Whether a sanitizer is built in: then neither speed nor memory is what a release has.
#pragma once

namespace uag::test {

#if defined(__has_feature)  // clang says it in this way, GCC in the other
#define UAG_HAS(feature) __has_feature(feature)
#else
#define UAG_HAS(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || UAG_HAS(address_sanitizer) || \
    UAG_HAS(thread_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#undef UAG_HAS

}  // namespace uag::test
