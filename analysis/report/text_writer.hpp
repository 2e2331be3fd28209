// Text in lines, in one language: what the parts of the terminal report are written with.
#pragma once

#include <string>
#include <utility>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

class TextWriter {
 public:
  TextWriter(Language language, std::size_t columns) : language_(language), columns_(columns) {}

 protected:
  const std::string& say(const models::Text& text) const { return in(text, language_); }
  std::string say(const char* en, const char* zh) const {
    return language_ == Language::zh ? zh : en;
  }

  /// "capacity: 143", in Chinese with a colon as wide as its letters.
  std::string labelled(const std::string& label, const std::string& what) const {
    return label + say(": ", "：") + what;
  }
  /// " (of the base)", brackets likewise.
  std::string aside(const std::string& what) const {
    return say(" (", "（") + what + say(")", "）");
  }

  /// A line of its own after an empty one.
  void heading(const std::string& text);
  /// Broken into lines under `indent` columns, the first of which begins with `first`.
  void paragraph(const std::string& text, std::size_t indent, const char* first = "");
  /// Longer lines are hard to read, however wide the terminal.
  std::size_t prose() const;

  std::string take() { return std::move(out_); }

  Language language_;
  std::size_t columns_;
  std::string out_;
};

}  // namespace kouan::analysis
