// What the build refuses of the catalogue: a copy of core/messages, broken in each way, is made into tables as the build does.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/program.hpp"
#include "support/source_texts.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

using namespace uag::test;

namespace {

const std::filesystem::path catalogue = "core/messages";

struct Copy {
    TempDir folder;
    TempDir made;
    std::string output;

    Copy() {
        for (const auto& entry : std::filesystem::directory_iterator(catalogue))
            if (entry.path().extension() == ".po") copy_file(entry.path(), folder.path() / entry.path().filename());
    }
    void change(std::string_view file, std::string_view part, std::string_view with) const {
        const std::string text = read_source(folder.file(file));
        REQUIRE(contains(text, part));
        folder.write(file, replaced_everywhere(text, part, with));
    }
    bool compiles() {
        return run_program({"cmake", "-DFOLDER=" + folder.path().string(), "-DOUTPUT=" + made.path().string(),
                            "-DMSGFMT=msgfmt", "-DMSGATTRIB=msgattrib", "-P", (catalogue / "compile.cmake").string()},
                           output) == 0;
    }
    bool is_used_by(std::string_view source) {
        const std::string sources = made.write("sources.txt", made.write("source.cpp", source));
        return run_program({"cmake", "-DSOURCES=" + sources, "-DIDS=" + made.file("ids.pot"),
                            "-DOUTPUT=" + made.path().string(), "-DXGETTEXT=xgettext", "-DMSGUNIQ=msguniq",
                            "-DMSGCOMM=msgcomm", "-P", (catalogue / "used.cmake").string()},
                           output) == 0;
    }
};

struct Fault {
    std::string_view what;
    std::string_view part;
    std::string_view with;
    std::string_view said;
};

}  // namespace

TEST_CASE("the catalogue as it is becomes tables") {
    Copy copy;
    CHECK_MESSAGE(copy.compiles(), copy.output);
    CHECK(contains(read_source(copy.made.file("message_ids.hpp")), "    \"There is no column {0}.\",\n"));
    CHECK(contains(read_source(copy.made.file("message_texts.cpp")), "    \"Det finnes ingen kolonne {0}.\",\n"));
}

TEST_CASE("a catalogue with a fault is refused, and which it is is said") {
    const std::vector<Fault> faults{
        {"an argument is missing", "msgstr \"Det finnes ingen kolonne {0}.\"", "msgstr \"Det finnes ingen kolonne.\"",
         "argument '0'"},
        {"an argument too many", "msgstr \"Det finnes ingen kolonne {0}.\"",
         "msgstr \"Det finnes ingen kolonne {0} {1}.\"", "argument '1'"},
        {"another argument", "msgstr \"Det finnes ingen kolonne {0}.\"", "msgstr \"Det finnes ingen kolonne {1}.\"",
         "argument '0'"},
        {"an argument that nobody gives", "msgstr \"Brukeren finnes ikke.\"", "msgstr \"Brukeren {0} finnes ikke.\"",
         "There is no such user."},
        {"arguments that are not marked", "#, python-brace-format\n", "", "python-brace-format"},
        {"no text", "msgstr \"Brukeren finnes ikke.\"", "msgstr \"\"", "other messages"},
        {"fuzzy", "msgid \"There is no such user.\"", "#, fuzzy\nmsgid \"There is no such user.\"", "other messages"},
        {"obsolete", "msgid \"There is no such user.\"\nmsgstr \"Brukeren finnes ikke.\"",
         "#~ msgid \"There is no such user.\"\n#~ msgstr \"Brukeren finnes ikke.\"", "obsolete"},
        {"not there", "msgid \"There is no such user.\"\nmsgstr \"Brukeren finnes ikke.\"", "", "other messages"},
        {"another one", "msgid \"There is no such user.\"", "msgid \"There is no such person here.\"",
         "There is no such person here."},
        {"twice", "msgid \"There is no such associate.\"", "msgid \"There is no such user.\"", "duplicate"},
        {"no .po at all", "msgstr \"Brukeren finnes ikke.\"", "msgstr Brukeren finnes ikke.", "msgfmt refuses it"},
    };
    for (const Fault& fault : faults) {
        CAPTURE(fault.what);
        Copy copy;
        copy.change("nb.po", fault.part, fault.with);
        CHECK_FALSE(copy.compiles());
        CHECK_MESSAGE(contains(copy.output, fault.said), copy.output);
        CHECK(contains(copy.output, "nb.po"));
    }
}

TEST_CASE("a message that no source says is refused") {
    Copy copy;
    REQUIRE(copy.compiles());
    std::string source = read_source(copy.made.file("message_ids.hpp"));
    CHECK_MESSAGE(copy.is_used_by(source), copy.output);
    source = replaced_everywhere(source, "\"There is no such user.\"", "\"There is no such \" /* split */ \"user.\"");
    CHECK_MESSAGE(copy.is_used_by(source), copy.output);
    source = replaced_everywhere(source, "/* split */", "/* split */ \"other \"");
    CHECK_FALSE(copy.is_used_by(source));
    CHECK(contains(copy.output, "There is no such user."));
}
