#include <doctest/doctest.h>

#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/punctuation.hpp"
#include "models/language/source_file.hpp"
#include "models/language/told.hpp"

using namespace kouan::models::language;

TEST_CASE("nearest word") {
  const std::vector<std::string> words = {"service", "servers", "side", "hours", "queue_lanes"};
  CHECK(nearest_word("servcie", words) == "service");
  CHECK(nearest_word("server", words) == "servers");
  CHECK(nearest_word("Hours", words) == "hours");
  CHECK(nearest_word("queue-lanes", words) == "queue_lanes");
  CHECK(nearest_word("lanes", words) == "queue_lanes");
  CHECK(nearest_word("colour", words).empty());
  CHECK(nearest_word("x", words).empty());
  CHECK(nearest_word("", words).empty());
  CHECK(nearest_word(std::string(100'000, 'a'), words).empty());
}

TEST_CASE("edit distance counts half steps") {
  CHECK(edit_distance("gate", "gate") == 0);
  CHECK(edit_distance("gate", "Gate") == 1);
  CHECK(edit_distance("gate", "gat") == 2);
  CHECK(edit_distance("gate", "agte") == 2);
  CHECK(edit_distance("", "abc") == 6);
  CHECK(edit_distance("kitten", "sitting") == 6);
}

TEST_CASE("full-width punctuation is found and replaced") {
  const auto found = find_full_width("mean 8 min，cv 0.5");
  REQUIRE(found);
  CHECK(found->character == "，");
  CHECK(found->ascii == ",");
  CHECK(found->characters_before == 10);
  CHECK_FALSE(find_full_width("甘其毛都 lognormal(mean 8 min)"));
  CHECK(without_full_width("lognormal（mean 8 min，cv 0.5）") == "lognormal(mean 8 min, cv 0.5)");
  CHECK(without_full_width("08：00－18：00") == "08:00-18:00");
  CHECK(without_full_width("horizon：28 d") == "horizon: 28 d");
  CHECK(without_full_width("“a”、b。") == "\"a\", b.");
}

// A message in one language alone does not compile.
static_assert(!std::is_constructible_v<kouan::models::Text, std::string>);
static_assert(!std::is_convertible_v<const char*, kouan::models::Text>);

TEST_CASE("messages are told in both languages") {
  const kouan::models::Text kind{"a list", "列表"};
  const kouan::models::Text message = told("found {} of {}", "{1}项的{0}", kind, 3);
  CHECK(message.en == "found a list of 3");
  CHECK(message.zh == "3项的列表");
  CHECK(sentence({Severity::error,
                  Code::word,
                  {},
                  "stages.gate.side",
                  as_found("china"),
                  {"mn, cn", "mn、cn"},
                  "cn"})
            .zh == "stages.gate.side：所写为“china”；应为：mn、cn；是否应为“cn”？");
}

TEST_CASE("full-width signs are named in both languages") {
  CHECK(find_full_width("a，b")->named().zh == "全角字符“，”");
  CHECK(find_full_width("“a")->named().zh == "弯引号「“」");
  CHECK(find_full_width("1–2")->named().en == "the en dash \"–\"");
}

TEST_CASE("UTF-8") {
  const std::string text = "a\xC3\xA9\xE5\x8F\xA3\xF0\x9F\x9A\x9A";
  CHECK(utf8_length(text, 0) == 1);
  CHECK(utf8_length(text, 1) == 2);
  CHECK(utf8_length(text, 3) == 3);
  CHECK(utf8_length(text, 6) == 4);
  const std::size_t begins[] = {0, 1, 3, 6, 10, 10};
  for (std::size_t count = 0; count < std::size(begins); ++count)
    CHECK(byte_of_character(text, count) == begins[count]);
  CHECK(byte_of_character("\xFF\x80z", 2) == 2);
  CHECK(utf8_code_point(text, 3) == 0x53E3);
  CHECK(utf8_code_point(text, 6) == 0x1F69A);
  CHECK(display_width(0x53E3) == 2);
  CHECK(display_width('a') == 1);
  CHECK(characters(text, text.size()) == 4);
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    CHECK(utf8_length(bad, 0) == 0);
  }
}

TEST_CASE("lines end with LF or CR LF or CR") {
  SourceFiles files;
  const int file = files.add("a.yaml", "a.yaml");
  files.set_text(file, "one\r\ntwo\rthree\n");
  CHECK(files.at(file).text == "one\ntwo\nthree\n");
  CHECK(files.at(file).line(2) == "two");
  CHECK(files.at(file).line(4).empty());
  CHECK(files.at(file).line(0).empty());
  CHECK(files.at(file).line(99).empty());
}
