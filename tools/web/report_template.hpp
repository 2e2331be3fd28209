// The page of the HTML report, built from tools/web/src and embedded in the program.
#pragma once

#include <string_view>

namespace kouan::web {

/// HTML with styles, script and fonts inside; the result belongs where its marker stands.
std::string_view report_template();

}  // namespace kouan::web
