#include "analysis/report/html.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace an = kouan::analysis;
using Json = nlohmann::ordered_json;

TEST_CASE("the result takes the marker's place and nothing else changes") {
  const std::string page = "<p>a</p><script>@@KOUAN_RESULT@@</script><p>b</p>";
  CHECK(an::html_report(page, {{"b", 1}, {"a", 2}}) ==
        "<p>a</p><script>{\"b\":1,\"a\":2}</script><p>b</p>");
}

TEST_CASE("no text of the result can end its element") {
  const Json json = {{"</script>", "<!-- <script> &lt; \xE2\x80\xA8 \xE2\x80\xA9 \xE2\x80\xA7"}};
  const std::string text = an::json_for_html(json);
  CHECK(text.find('<') == std::string::npos);
  CHECK(text.find("\xE2\x80\xA8") == std::string::npos);
  CHECK(text.find("\xE2\x80\xA9") == std::string::npos);
  CHECK(text.find("\xE2\x80\xA7") != std::string::npos);
  CHECK(Json::parse(text) == json);
}

TEST_CASE("the marker inside the result is just text") {
  const std::string out = an::html_report("@@KOUAN_RESULT@@", {{"a", "@@KOUAN_RESULT@@ $& \\1"}});
  CHECK(out == R"({"a":"@@KOUAN_RESULT@@ $& \\1"})");
}

TEST_CASE("bytes that are no UTF-8 are replaced, numbers that are not finite become null") {
  CHECK(an::json_for_html({{"a", "x\xFFy"}}) == "{\"a\":\"x\xEF\xBF\xBDy\"}");
  CHECK(an::json_for_html({{"a", std::stod("nan")}}) == "{\"a\":null}");
}

TEST_CASE("a page without the marker, or with two, is refused") {
  CHECK_THROWS_AS(an::html_report("<p></p>", Json::object()), std::invalid_argument);
  CHECK_THROWS_AS(an::html_report("@@KOUAN_RESULT@@ @@KOUAN_RESULT@@", Json::object()),
                  std::invalid_argument);
}
