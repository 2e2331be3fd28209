// The bibliography that the sources of values are keys of.
#pragma once

#include <string>
#include <vector>

#include "models/language/reader.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

/// Says where sources.yaml was looked for if a source is named and there is none; `asked_from`: the
/// scenario whose it would be, where that is not the file that names the source.
void require_bibliography(Reader& reader, const std::string& asked_from = "");

/// Reads a bibliography; false after messages.
bool load_sources(const std::string& file, Diagnostics& diagnostics, std::vector<SourceEntry>& out);

}  // namespace kouan::models::language
