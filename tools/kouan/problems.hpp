// What is wrong in all that a command reads, told at once.
#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/text.hpp"

namespace kouan::cli {

/// Input that cannot be used; the message is ready to be shown.
class BadInput : public std::runtime_error {
 public:
  explicit BadInput(models::Text text) : runtime_error(text.en), text_(std::move(text)) {}
  const models::Text& text() const { return text_; }

 private:
  models::Text text_;
};

/// Each message once, whatever path leads to its file: an error of the base is one of every
/// alternative too, and of the cases that it is held against.
class Problems {
 public:
  /// Errors, and what commands warn of before they run.
  void add(const models::language::Diagnostics& diagnostics);
  void add(const std::vector<models::language::Diagnostics>& all);
  /// One error, as a line or several.
  void add(const models::Text& error);
  bool any() const { return !messages_.empty(); }
  int errors() const { return errors_; }
  /// Throws BadInput with all of them and their number, if there are any.
  void raise() const;

 private:
  std::vector<models::Text> messages_;
  std::set<std::string> known_;
  int errors_ = 0;
  int warnings_ = 0;
};

}  // namespace kouan::cli
