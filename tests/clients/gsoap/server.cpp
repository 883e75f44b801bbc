// A server that gSOAP generated from our WSDL: it reads requests strictly and answers each operation with something of
// every type. Prints its port, and serves one connection after the other until it is ended.
#include <cstdio>

#include "answers.hpp"

int main() {
    Answers service(SOAP_IO_KEEPALIVE | SOAP_XML_STRICT | SOAP_C_UTFSTRING, SOAP_IO_KEEPALIVE | SOAP_C_UTFSTRING);
    service.soap->bind_flags = SO_REUSEADDR;
    if (!soap_valid_socket(service.bind("127.0.0.1", 0, 10))) return 1;
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(service.soap->master, reinterpret_cast<sockaddr*>(&address), &size);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    while (soap_valid_socket(service.accept())) {
        service.serve();
        service.destroy();
    }
}
