// `useragentd export wsdl|openapi|state`: the contract's descriptions without a running service, and what is stored.
#include <iostream>
#include <vector>

#include "adapters/files/private_file.hpp"
#include "adapters/rest/openapi.hpp"
#include "adapters/soap/wsdl.hpp"
#include "core/agent/operations.hpp"
#include "core/agent/whole_state.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands_common.hpp"
#include "server/config/seed.hpp"

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

struct StateOptions {
    std::string file;
    bool with_hashes = false;
    bool force = false;
};

// Who took the hashes is told as who took a backup is.
Result<void> export_state(const CommandLine& line, const StateOptions& options) {
    const auto core = LocalCore::open(line, "export state");
    if (!core.has_value()) return core.error();
    const auto state = (*core)->read([&](Rows& rows) { return whole_state(rows, options.with_hashes); });
    if (!state.has_value()) return state.error();
    const auto text = write_seed(*state);
    if (!text.has_value()) return text.error();
    const bool prints = options.file == "-";
    if (!prints)
        if (auto written = write_private_file(options.file, *text, options.force); !written.has_value()) return written;
    const Result<void> told = (*core)->change([&](Change& change) -> Result<void> {
        change.done(0, prints ? "standard output" : "file " + options.file,
                    options.with_hashes ? "with password hashes" : "without password hashes");
        return {};
    });
    if (!told.has_value()) return told;
    if (prints)
        std::cout << *text;
    else
        std::cout << printable(options.file) << ": " << state->associates.size() << " associates, "
                  << (options.with_hashes ? "with" : "without") << " password hashes\n";
    return {};
}

void add_export_state(Command& parent, CommandLine& line) {
    const auto options = std::make_shared<StateOptions>();
    Command state = add_command(parent, line, "state", "Write what is stored as a seed file that makes it again",
                                "export state users.toml --db users.db");
    state.option("file", options->file, "a new file; - for standard output").required().type_name("FILE.toml");
    state.flag("--with-hashes", options->with_hashes,
               "passwords too, as the hashes that are stored: keep the file to yourself");
    state.flag("--force", options->force, "replace the file if it is there");
    when_chosen(state, line, options, export_state);
}

}  // namespace

void add_export_commands(Command& app, CommandLine& line) {
    Command parent = app.subcommand("export", "Print the contract, a WSDL or the OpenAPI document, or what is stored",
                                    "export openapi");
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
    add_export_state(parent, line);
}

}  // namespace uag
