// sample_report RESULT.json REPORT.html: puts a result into the page, as `kouan compare` does.
// With awkward text added on the way, so that reading the page shows that escaping holds.
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/report/html.hpp"
#include "tools/web/report_template.hpp"

namespace {

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() != 2) {
    std::cerr << "usage: sample_report RESULT.json REPORT.html\n";
    return EXIT_FAILURE;
  }
  try {
    auto result = nlohmann::ordered_json::parse(content_of(arguments[0]));
    result["awkward"] =
        "</script><script>throw 1</script><!-- \xE2\x80\xA8 \xE2\x80\xA9 \xFF @@KOUAN";
    std::ofstream out(arguments[1], std::ios::binary);
    out.exceptions(std::ios::badbit | std::ios::failbit);
    out << kouan::analysis::html_report(kouan::web::report_template(), result);
    out.close();
  } catch (const std::exception& error) {
    std::cerr << "sample_report: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
