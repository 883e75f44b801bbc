// Nothing that an XML body names is opened: the running service is sent entities, schemas, stylesheets
// and inclusions that name a watched file, a pipe and a listening port, in both protocols.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

using namespace uag::test;

namespace {

constexpr const char* content = "what-stands-in-the-file-41";

// A file and a pipe that notice when anybody opens them, needing no privilege.
class WatchedFiles {
public:
    WatchedFiles() : notify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
        folder_.write("secret.dtd", content);
        REQUIRE(::mkfifo(folder_.file("pipe").c_str(), 0600) == 0);
        REQUIRE(::inotify_add_watch(notify_, folder_.path().c_str(), IN_OPEN | IN_ACCESS) >= 0);
    }
    ~WatchedFiles() { ::close(notify_); }
    WatchedFiles(const WatchedFiles&) = delete;
    WatchedFiles& operator=(const WatchedFiles&) = delete;

    std::string file() const { return folder_.file("secret.dtd"); }
    std::string pipe() const { return folder_.file("pipe"); }
    /// Since the last call.
    bool touched() {
        char events[4096];
        return ::read(notify_, events, sizeof events) > 0;
    }

private:
    TempDir folder_;
    const int notify_;
};

// A port that nobody has reason to connect to.
class WatchedPort {
public:
    WatchedPort() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof own;
        REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&own), size) == 0);
        REQUIRE(::listen(listener_, 64) == 0);
        REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&own), &size) == 0);
        port_ = ::ntohs(own.sin_port);
    }
    ~WatchedPort() { ::close(listener_); }
    WatchedPort(const WatchedPort&) = delete;
    WatchedPort& operator=(const WatchedPort&) = delete;

    std::uint16_t port() const { return port_; }
    bool touched() const {
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) return false;
        ::close(connection);
        return true;
    }

private:
    const int listener_;
    std::uint16_t port_ = 0;
};

// Everything that a reader of XML might follow, naming this address; the root element is `root`.
std::vector<std::string> documents_naming(const std::string& address, const std::string& root) {
    const std::size_t end = root.find('>');
    const auto with = [&](const std::string& text) { return root.substr(0, end + 1) + text + root.substr(end + 1); };
    const auto attribute = [&](const std::string& text) { return root.substr(0, end) + ' ' + text + root.substr(end); };
    const std::string quoted = '"' + address + '"';
    const std::string used = with("&x;");
    return {
        "<!DOCTYPE r SYSTEM " + quoted + ">" + root,
        "<!DOCTYPE r PUBLIC \"-//x//EN\" " + quoted + ">" + root,
        "<!doctype r SYSTEM " + quoted + ">" + root,
        "<!DOCTYPE r [<!ENTITY x SYSTEM " + quoted + ">]>" + used,
        "<!DOCTYPE r [<!ENTITY x PUBLIC \"p\" " + quoted + ">]>" + used,
        "<!DOCTYPE r [<!ENTITY % p SYSTEM " + quoted + "> %p;]>" + root,
        "<!DOCTYPE r [<!ENTITY % p SYSTEM " + quoted + "><!ENTITY % q \"<!ENTITY x SYSTEM " + quoted +
            ">\"> %q; %p;]>" + used,
        "<!DOCTYPE r [<!NOTATION n SYSTEM " + quoted + "><!ENTITY x SYSTEM " + quoted + " NDATA n>]>" + used,
        "<!DOCTYPE r [<!ATTLIST r a ENTITY #IMPLIED><!ENTITY x SYSTEM " + quoted + ">]>" + attribute("a=\"x\""),
        "<?xml version=\"1.0\"?>\n<!-- c -->\n<!DOCTYPE r [<!ENTITY x SYSTEM " + quoted + ">]>" + used,
        "<?xml-stylesheet type=\"text/xsl\" href=" + quoted + "?>" + root,
        "<?xml-model href=" + quoted + "?>" + root,
        attribute("xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:schemaLocation=\"urn:x " + address + "\""),
        attribute("xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:noNamespaceSchemaLocation=" + quoted),
        attribute("xml:base=" + quoted),
        with("<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=" + quoted + "/>"),
        with("<l xmlns:k=\"http://www.w3.org/1999/xlink\" k:type=\"simple\" k:show=\"embed\" k:actuate=\"onLoad\" "
             "k:href=" +
             quoted + "/>"),
    };
}

// The same bytes for a reader that guesses the encoding.
std::vector<std::string> disguises(const std::string& document) {
    std::string utf7;
    for (const char c : document) utf7 += c == '<' ? "+ADw-" : c == '>' ? "+AD4-" : std::string(1, c);
    return {document,
            "\xEF\xBB\xBF" + document,
            to_utf16(document, true, true),
            to_utf16(document, false, true),
            to_utf16(document, false, false),
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + utf7,
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + document};
}

const std::string soap11_root =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
    "<GetSystemInfo xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"/></s:Body></s:Envelope>";
const std::string soap12_root =
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>"
    "<GetSystemInfo xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"/></s:Body></s:Envelope>";
const std::string rest_root = "<IsUserNameValidRequest><UserName>x</UserName></IsUserNameValidRequest>";

}  // namespace

TEST_CASE("no file, pipe or address that an XML body names is opened, in either protocol") {
    struct Target {
        std::string path;
        std::string type;
        std::string root;
        std::string fields;
    };
    const std::vector<Target> targets{
        {"/Remote/Services88/User.svc", "text/xml", soap11_root, ""},
        {"/Remote/Services88/User.svc", "application/soap+xml", soap12_root, ""},
        {"/Remote/Services84/SoPrincipal.svc", "text/xml", soap11_root, ""},
        {"/api/v1/Agents/User/IsUserNameValid", "application/xml", rest_root,
         "Authorization: " + basic("tje0", "Tje0") + "\r\n"},
    };
    WatchedFiles files;
    const WatchedPort port;
    // What is watched for is seen: else nothing below would mean anything.
    std::ifstream(files.file()).get();
    REQUIRE(files.touched());
    {
        const HttpClient client(port.port());
    }
    REQUIRE(port.touched());

    GatewayProcess gateway("[limits]\nrequests_per_connection = 1000000\n");
    const std::string at = "127.0.0.1:" + std::to_string(port.port());
    const std::vector<std::string> addresses{"file://" + files.file(),          files.file(),
                                             "file://localhost" + files.file(), "file://" + files.pipe(),
                                             "http://" + at + "/x.dtd",         "https://" + at + "/x.dtd",
                                             "ftp://" + at + "/x.dtd",          "//" + at + "/x.dtd"};
    int sent = 0;
    for (const Target& target : targets) {
        HttpClient client(gateway.port());
        for (const std::string& address : addresses)
            for (const std::string& document : documents_naming(address, target.root))
                for (const std::string& bytes : disguises(document)) {
                    client.send(post(target.path, target.type, bytes, target.fields));
                    const auto answer = client.receive();
                    ++sent;
                    CAPTURE(target.path);
                    CAPTURE(document);
                    REQUIRE(answer);  // it waits for no pipe
                    CHECK(answer->body.find(content) == std::string::npos);
                    const bool has_dtd =
                        document.find("<!D") != std::string::npos || document.find("<!d") != std::string::npos;
                    if (has_dtd) CHECK(answer->status != 200);
                }
        CHECK_FALSE(files.touched());
        CHECK_FALSE(port.touched());
    }
    CHECK(sent > 3000);
    CHECK(gateway.terminate() == 0);
    CHECK_FALSE(files.touched());
    CHECK_FALSE(port.touched());
}
