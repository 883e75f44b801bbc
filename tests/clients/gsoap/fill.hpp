// Values for every type that soapcpp2 writes: something in each member, down to a depth.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

inline void fill(std::string& value, int) { value = "a text"; }
inline void fill(bool& value, int) { value = true; }

template <class T>
    requires(std::is_arithmetic_v<T>)
void fill(T& value, int) {
    value = 1;
}

// The first word of each enumeration.
template <class T>
    requires(std::is_enum_v<T>)
void fill(T& value, int) {
    value = T{};
}

// The process answers some hundred requests; nothing is given back.
template <class T> void fill(T*& value, int depth) {
    if (depth <= 0) return;
    value = new T();
    fill(*value, depth);
}

template <class T> void fill(std::vector<T>& value, int depth) {
    if (depth <= 0) return;
    value.emplace_back();
    fill(value.back(), depth);
}
