// `useragentd export wsdl|openapi`: the contract's descriptions without a running service.
#include <iostream>
#include <vector>

#include "adapters/rest/openapi.hpp"
#include "adapters/soap/wsdl.hpp"
#include "core/agent/operations.hpp"
#include "server/commands/commands.hpp"

namespace uag {
namespace {

std::vector<std::string> generation_names() {
    std::vector<std::string> names;
    for (const Generation& generation : generations) names.emplace_back(generation.name);
    return names;
}

std::string base_of(const Config& config) {
    return config.server.public_url.empty() ? "http://" + config.server.listen : config.server.public_url;
}

Result<void> export_wsdl(const CommandLine& line, const std::string& service, const std::string& version) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    for (const auto& [name, number] : generations) {
        if (name != version) continue;
        const Service which = service == name_of(Service::user) ? Service::user : Service::so_principal;
        std::cout << soap::write_wsdl(which, number, base_of(*config) + "/Remote/" + version + "/" + service + ".svc");
    }
    return {};
}

Result<void> export_openapi(const CommandLine& line) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    std::cout << rest::write_openapi({base_of(*config), UAG_VERSION}) << '\n';
    return {};
}

}  // namespace

void add_export_commands(Command& app, CommandLine& line) {
    Command parent = app.subcommand("export", "Print the contract: a WSDL or the OpenAPI document", "export openapi");
    parent.require_subcommands(1, 1);

    Command wsdl = add_command(parent, line, "wsdl", "Print the WSDL of a service and version",
                               "export wsdl --service User --version Services88");
    const auto service = std::make_shared<std::string>("User");
    const auto version = std::make_shared<std::string>("Services88");
    wsdl.option("--service", *service, "User or SoPrincipal").one_of({"User", "SoPrincipal"});
    wsdl.option("--version", *version, "Services84 .. Services88").one_of(generation_names());
    wsdl.when_chosen([&line, service, version] {
        line.chosen = [&line, service, version] { return export_wsdl(line, *service, *version); };
    });

    Command openapi =
        add_command(parent, line, "openapi", "Print the OpenAPI 3.0 document of the WebAPI", "export openapi");
    openapi.when_chosen([&line] { line.chosen = [&line] { return export_openapi(line); }; });
}

}  // namespace uag
