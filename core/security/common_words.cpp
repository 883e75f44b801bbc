// Found by asking zxcvbn about the lists of the most used passwords that nmap and John the Ripper come with: these are
// what it thought hard to guess.
#include "core/security/common_words.hpp"

#include <array>

namespace uag {
namespace {

constexpr std::array<std::string_view, 62> common_word_list{
    "2cute4u",    "acuario",     "aishiteru",         "alinutza",   "bhabie",      "bhabycoh",     "bismillah",
    "bobesponja", "borboleta",   "burbuja",           "chouette",   "computador",  "computadora",  "contraseña",
    "diciembre",  "diosesamor",  "estrelinha",        "estrellita", "floricienta", "gocougs",      "gwapako",
    "gwapoako",   "gwapoko",     "h2opolo",           "hunnybunny", "iluvu2",      "j1l2t3",       "jesucristo",
    "jomblo",     "kahitano",    "klapaucius",        "lacrimosa",  "magandaako",  "magodeoz",     "mahalkita",
    "margarida",  "matematica",  "mychemicalromance", "ne14a69",    "noviembre",   "papichulo",    "peluche",
    "peluchin",   "rakizta",     "sagitario",         "sagitarius", "septiembre",  "sk8ter",       "soylamejor",
    "sphynx",     "teamomiamor", "teamomucho",        "teiubesc",   "tekiero",     "tekieromucho", "tequieromucho",
    "trandafir",  "traviesa",    "triskelion",        "villevalo",  "wachtwoord",  "yahoo.com"};

}  // namespace

std::span<const std::string_view> common_words() { return common_word_list; }

}  // namespace uag
