// What planners get wrong in the layout of YAML, told from the lines around the place at which the
// parser gave up.
#pragma once

#include <optional>
#include <string>

#include "models/language/source_file.hpp"
#include "models/text.hpp"

namespace kouan::models::language {

struct Slip {
  Mark at;
  Text found;  ///< as it goes on after "not readable as YAML: "
  Text allowed;
  std::string nearest{};
};

/// Why a ": " is not expected at the mark: a dash without its blank, a key without its colon, a
/// line indented too deep. Nothing: none of these.
std::optional<Slip> slip_at(const SourceFile& file, Mark mark);

/// A text in quotes that opens on a line above and ends at the mark only, since its own closing
/// quote is missing.
std::optional<Slip> open_quote(const SourceFile& file, Mark mark);

/// Why a map or a list breaks at the mark: text behind a closing quote, a dash without its blank or
/// a key without its colon, there or on the line above, an indentation that no line above has.
std::optional<Slip> break_at(const SourceFile& file, Mark mark);

/// A key inside {…}, opened at the mark before, that lacks its comma.
std::optional<Slip> comma_missing(const SourceFile& file, Mark opened, Mark mark);

/// A # that makes a comment of the end of {…} or […], which is opened at the mark.
std::optional<Slip> hidden_end(const SourceFile& file, Mark opened);

}  // namespace kouan::models::language
