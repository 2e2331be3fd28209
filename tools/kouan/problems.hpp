// What is wrong in all that a command reads, told at once.
#pragma once

#include <stdexcept>
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

/// Each message once: an error of the base is one of every alternative too.
class Problems {
 public:
  /// Errors, and what commands warn of before they run.
  void add(const models::language::Diagnostics& diagnostics);
  /// One error, as a line or several.
  void add(const models::Text& error);
  /// Messages of which the last says how many they are.
  void add_counted(const models::Text& messages);
  bool any() const { return !messages_.empty(); }
  /// Throws BadInput with all of them and their number, if there are any.
  void raise() const;

 private:
  /// False of a message that is known.
  bool take(const models::Text& message);

  std::vector<models::Text> messages_;
  int errors_ = 0;
  int warnings_ = 0;
};

}  // namespace kouan::cli
