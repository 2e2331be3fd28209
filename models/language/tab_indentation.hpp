// Tabs in the indentation, which YAML forbids: told, and what they likely stand for.
#pragma once

#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/language/mended_text.hpp"

namespace kouan::models::language {

/// A message on the tabs before the first character of a line, if there are any: one for the file,
/// since they come by the hundred.
void name_tabs(int file, const SourceFile& source, Diagnostics& diagnostics);

struct IndentationMeant {
  std::vector<Indentation> lines{};
  bool is_certain = true;  ///< false: some line stands among its neighbours with none
};

/// Blanks for the lines with tabs, with the width of a tab that lets most lines stand among their
/// neighbours; a line that does not even so gets the nearest indentation that does.
IndentationMeant indentation_meant(const SourceFile& source);

}  // namespace kouan::models::language
