#include "analysis/report/html.hpp"

#include <cstddef>
#include <stdexcept>

namespace kouan::analysis {

namespace {

// UTF-8 of U+2028 and U+2029 up to their last byte, 0xA8 and 0xA9.
constexpr std::string_view k_separator_head = "\xE2\x80";

}  // namespace

std::string json_for_html(const nlohmann::ordered_json& json) {
  // Outside strings JSON has neither `<` nor separators, so an escape is always allowed.
  const std::string text =
      json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string out;
  out.reserve(text.size() + text.size() / 64);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.front() == '<') {
      out += "\\u003c";
    } else if (rest.starts_with(k_separator_head) && rest.size() > 2 &&
               (rest[2] == '\xA8' || rest[2] == '\xA9')) {
      out += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += rest.front();
    }
  }
  return out;
}

std::string html_report(std::string_view page_template, const nlohmann::ordered_json& result) {
  const std::size_t at = page_template.find(k_result_marker);
  if (at == std::string_view::npos)
    throw std::invalid_argument("the report's page has no place for the result: " +
                                std::string(k_result_marker) + " is missing");
  const std::size_t after = at + k_result_marker.size();
  if (page_template.find(k_result_marker, after) != std::string_view::npos)
    throw std::invalid_argument("the report's page has " + std::string(k_result_marker) +
                                " more than once");
  std::string out(page_template.substr(0, at));
  out += json_for_html(result);
  out += page_template.substr(after);
  return out;
}

}  // namespace kouan::analysis
