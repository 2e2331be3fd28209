#include "analysis/validation_file.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace an = kouan::analysis;

namespace {

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

// With KOUAN_UPDATE_GOLDEN=1 the page is written anew instead.
TEST_CASE("the reference page of validation files holds the tables of the listings") {
  std::filesystem::current_path(KOUAN_SOURCE_DIR);
  const std::string page = "docs/reference/validation.md";
  const std::string begin = "<!-- generated from the field listings; do not edit below -->\n\n";
  const std::string text = content(page);
  const std::size_t at = text.find(begin);
  REQUIRE(at != std::string::npos);
  const std::string wanted = text.substr(0, at) + begin + an::validation_reference();
  if (std::getenv("KOUAN_UPDATE_GOLDEN") != nullptr)
    std::ofstream(page, std::ios::binary) << wanted;
  CHECK(content(page) == wanted);
}

TEST_CASE("every key of a validation file is explained in both languages") {
  const std::string tables = an::validation_reference();
  for (const char* key : {"`validation`", "`cases`", "`measure`", "`tolerance`", "`fit`"})
    CHECK_MESSAGE(tables.find(key) != std::string::npos, key);
  CHECK(tables.find("|  |  |") == std::string::npos);  // neither meaning nor 含义
}
