// `useragentd version`.
#include <openssl/crypto.h>
#include <rapidjson/rapidjson.h>
#include <sqlite3.h>
#include <toml++/toml.h>
#include <CLI/Version.hpp>

#include <boost/version.hpp>
#include <iostream>
#include <pugixml.hpp>

#include "server/commands/commands.hpp"

namespace uag {
namespace {

void print_version() {
    std::cout << "useragentd " UAG_VERSION "\n"
              << "Boost " << BOOST_VERSION / 100000 << '.' << BOOST_VERSION / 100 % 1000 << '.' << BOOST_VERSION % 100
              << ", pugixml " << PUGIXML_VERSION / 1000 << '.' << PUGIXML_VERSION % 1000 / 10
              << ", RapidJSON " RAPIDJSON_VERSION_STRING << ", SQLite " << ::sqlite3_libversion() << ", "
              << ::OpenSSL_version(OPENSSL_VERSION) << ", toml++ " << TOML_LIB_MAJOR << '.' << TOML_LIB_MINOR << '.'
              << TOML_LIB_PATCH << ", CLI11 " CLI11_VERSION "\n";
}

}  // namespace

void add_version_command(Command& app, CommandLine& line) {
    Command version = app.subcommand("version", "Print the versions of the program and its libraries", "version");
    version.when_chosen([&line] {
        line.chosen = [] {
            print_version();
            return Result<void>{};
        };
    });
}

}  // namespace uag
