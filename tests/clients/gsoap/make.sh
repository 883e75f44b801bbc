#!/bin/bash
# make.sh SERVICE USERAGENTD COMPILER: in the folder that it is run in, a SOAP server that nobody here wrote: gSOAP's
# wsdl2h and soapcpp2 make it from the WSDL that our program prints.
set -euo pipefail
from=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
class=BasicHttpBinding_USCORE$1Service
"$2" export wsdl --service "$1" --version Services88 >service.wsdl
wsdl2h -P -o service.h service.wsdl >wsdl2h.log 2>&1
soapcpp2 -j -S -L -x -w -I/usr/share/gsoap/import service.h >soapcpp2.log 2>&1
python3 "$from/make_answers.py" . "$class" >answers.hpp
"$3" -std=c++20 -O0 -w -DWITH_PURE_VIRTUAL -I. -I"$from" "$from/server.cpp" soapC.cpp "soap$class.cpp" -lgsoap++ -o server
