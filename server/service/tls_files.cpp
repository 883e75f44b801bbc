#include "server/service/tls_files.hpp"

#include "server/log/log.hpp"

namespace uag {

Result<http::TlsContext> open_tls(const Config::Tls& config) {
    if (config.certificate.empty()) return http::TlsContext();
    return http::load_tls({config.certificate, config.key});
}

void tell_certificate(const Config::Tls& config, const http::TlsContext& context) {
    if (context == nullptr) return;
    const int days = http::days_left(context);
    log_event(days < 0 ? LogLevel::error : LogLevel::info, "certificate_loaded",
              {{"file", std::string_view(config.certificate)}, {"days_left", std::int64_t{days}}});
}

std::string reload_tls(const Config::Tls& config, http::Service& service) {
    auto context = open_tls(config);
    if (context.has_value()) {
        tell_certificate(config, *context);
        service.tls = std::move(*context);
        return service.tls == nullptr ? "nothing to read again" : "certificate and key read again";
    }
    std::string what = context.error().public_text.english();
    log_event(LogLevel::error, "certificate_not_loaded", {{"what", std::string_view(what)}});
    return "certificate and key not taken: " + what;
}

}  // namespace uag
