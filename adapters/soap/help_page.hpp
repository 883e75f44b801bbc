// What a person sees who opens a .svc in a browser: that the service is there, its WSDL and its operations.
#pragma once

#include <string>
#include <string_view>

#include "core/agent/operations.hpp"

namespace uag::soap {

/// Appends the page as HTML 5 in UTF-8, in the frame of adapters/html/page_frame.hpp. `address` is the endpoint's, up to and with ".svc".
void write_help_page(Service service, Version version, std::string_view address, std::string& out);

}  // namespace uag::soap
