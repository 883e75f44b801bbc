// The one place that includes RapidJSON: every file sees it with the same settings and the same document
// type.
#pragma once

#include <rapidjson/allocators.h>
#include <rapidjson/document.h>
#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>
#include <rapidjson/stream.h>

namespace uag::json {

using Pool = rapidjson::MemoryPoolAllocator<>;
using Value = rapidjson::GenericValue<rapidjson::UTF8<>, Pool>;
using Tree = rapidjson::GenericDocument<rapidjson::UTF8<>, Pool, Pool>;

}  // namespace uag::json
