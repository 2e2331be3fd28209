#include "models/language/lever_alone.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "models/scenario_fields.hpp"

namespace kouan::models::language {

void check_alone(const LeverFile& lever, LeverRequest request, const SourceKeys* sources,
                 Diagnostics& diagnostics) {
  Diagnostics heard = diagnostics;
  heard.expect_gaps();
  Node alone;
  alone.kind = YamlKind::map;
  request.is_partial = true;
  request.folders = nullptr;
  apply_lever(alone, lever, request, 0, heard);
  Reader reader(heard, alone, sources);
  Scenario unused;
  scenario_listing().read(reader, alone, "", unused);
  const std::vector<Diagnostic> known = diagnostics.sorted();
  for (const Diagnostic& one : heard.sorted()) {
    const bool has_message = std::any_of(known.begin(), known.end(), [&](const Diagnostic& other) {
      return other.mark.file == one.mark.file && other.mark.line == one.mark.line &&
             other.mark.column == one.mark.column;
    });
    if (one.severity == Severity::error && !has_message) diagnostics.add(one);
  }
}

}  // namespace kouan::models::language
