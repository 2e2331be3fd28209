# cmake -DFROM=page.html -DTO=page.cpp -P embed.cmake
# Writes a source that holds the bytes of a file: kouan::web::report_template().
file(READ ${FROM} bytes HEX)
string(LENGTH "${bytes}" size)
math(EXPR size "${size} / 2")
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REPEAT "0x..," 20 line)
string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
file(
  WRITE ${TO}
  "// Generated from ${FROM} by embed.cmake.
#include \"tools/web/report_template.hpp\"

namespace kouan::web {

namespace {
constexpr unsigned char k_page[] = {
${bytes}};
}

std::string_view report_template() { return {reinterpret_cast<const char*>(k_page), ${size}}; }

}  // namespace kouan::web
")
