#include "analysis/report/text_writer.hpp"

#include <algorithm>

#include "analysis/report/table.hpp"

namespace kouan::analysis {

void TextWriter::heading(const std::string& text) {
  out_ += "\n";
  paragraph(text, 0);
}

void TextWriter::paragraph(const std::string& text, std::size_t indent, const char* first) {
  if (text.empty()) return;
  bool head = true;
  for (const std::string& line : wrapped(text, prose() - indent)) {
    const std::string lead = head ? first : "";
    out_ += lead + std::string(indent - std::min(indent, display_width(lead)), ' ') + line + "\n";
    head = false;
  }
}

std::size_t TextWriter::prose() const { return std::min(columns_, k_text_columns); }

}  // namespace kouan::analysis
