// Every suite's main: a run that matches no test case, or skips one, fails instead of passing silently.
#include <doctest/doctest.h>

#include <cstdio>

namespace {

unsigned cases_played = 0;
unsigned skipped = 0;

struct Counter final : doctest::IReporter {
    explicit Counter(const doctest::ContextOptions&) {}
    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats& stats) override { cases_played = stats.numTestCasesPassingFilters; }
    void test_case_start(const doctest::TestCaseData&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData& data) override {
        if (data.m_skip) ++skipped;
    }
};

REGISTER_LISTENER("counter", 1, Counter);

}  // namespace

int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    const int result = context.run();
    if (context.shouldExit() || result != 0) return result;
    if (cases_played == 0 || skipped != 0) {
        std::fprintf(stderr, "%u test cases played, %u skipped\n", cases_played, skipped);
        return 1;
    }
    return 0;
}
