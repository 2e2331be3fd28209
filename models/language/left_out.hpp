// The part of a file that is left out so that the rest may be read.
#pragma once

#include <optional>

#include "models/language/source_file.hpp"

namespace kouan::models::language {

struct Lines {
  int first = 0;
  int last = 0;
};

/// The entry of a section in which the line stands, such as a stage; all of the section where it
/// has no other, or where the line names it. Nothing where no line says anything there.
std::optional<Lines> entry_around(const SourceFile& source, int line);

/// The whole section in which it stands.
std::optional<Lines> section_around(const SourceFile& source, int line);

}  // namespace kouan::models::language
