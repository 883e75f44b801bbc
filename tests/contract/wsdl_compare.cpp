// Compares a public WSDL with ours: `wsdl_compare THEIR.wsdl --service User --version 88` prints every
// difference and returns 1 if there is any. `wsdl_compare --dump --service User --version 88` prints our
// model, as kept in golden/.
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "adapters/soap/wsdl.hpp"
#include "support/versions.hpp"
#include "support/wsdl_model.hpp"

namespace {

struct Arguments {
    std::string file;
    std::string service;
    std::string version;
    bool dump = false;
};

Arguments read_arguments(int count, char** words) {
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const bool has_next = i + 1 < count;
        if (word == "--dump")
            arguments.dump = true;
        else if (word == "--service" && has_next)
            arguments.service = words[++i];
        else if (word == "--version" && has_next)
            arguments.version = words[++i];
        else
            arguments.file = word;
    }
    return arguments;
}

std::optional<uag::Service> service_named(std::string_view name) {
    for (const uag::Service service : uag::test::all_services)
        if (uag::name_of(service) == name) return service;
    return std::nullopt;
}

std::optional<uag::Version> version_numbered(std::string_view number) {
    for (const uag::Version version : uag::test::all_versions)
        if (std::to_string(static_cast<int>(version)) == number) return version;
    return std::nullopt;
}

int run(const Arguments& arguments) {
    const auto service = service_named(arguments.service);
    const auto version = version_numbered(arguments.version);
    if (!service || !version || arguments.dump != arguments.file.empty()) {
        std::cerr << "wsdl_compare THEIR.wsdl|--dump --service User|SoPrincipal --version 84..88\n";
        return 2;
    }
    const uag::test::WsdlModel ours =
        uag::test::parse_wsdl(uag::soap::write_wsdl(*service, *version, "http://localhost"));
    if (arguments.dump) {
        std::cout << uag::test::dump(ours);
        return 0;
    }
    std::ifstream file(arguments.file, std::ios::binary);
    if (!file) {
        std::cerr << "cannot read " << arguments.file << '\n';
        return 2;
    }
    const std::string theirs{std::istreambuf_iterator<char>(file), {}};
    const auto found = uag::test::differences(ours, uag::test::parse_wsdl(theirs));
    for (const std::string& line : found) std::cout << line << '\n';
    std::cout << arguments.file << ": " << found.size() << " differences\n";
    return found.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(read_arguments(count, words));
    } catch (const std::exception& problem) {
        std::cerr << problem.what() << '\n';
        return 2;
    }
}
