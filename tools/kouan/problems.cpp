#include "tools/kouan/problems.hpp"

#include <fmt/format.h>

#include "models/language/lever_folders.hpp"
#include "models/language/told.hpp"

namespace kouan::cli {

namespace {

using models::Text;
using models::language::counted;

/// The message and its place.
std::string place_and_sentence(const models::language::Diagnostics& diagnostics,
                               const models::language::Diagnostic& one) {
  const models::language::Mark& mark = one.mark;
  const std::string file =
      mark.file < 0 ? "" : models::language::file_identity(diagnostics.files().at(mark.file).path);
  return fmt::format("{}:{}:{}: {}", file, mark.line, mark.column, sentence(one).en);
}

}  // namespace

void Problems::add(const models::language::Diagnostics& diagnostics) {
  using models::language::Code;
  using models::language::Severity;
  for (const models::language::Diagnostic& one : diagnostics.sorted()) {
    if (one.code == Code::unsourced) continue;
    if (!known_.insert(place_and_sentence(diagnostics, one)).second) continue;
    messages_.emplace_back(diagnostics.text(one, models::Language::en),
                           diagnostics.text(one, models::Language::zh));
    ++(one.severity == Severity::error ? errors_ : warnings_);
  }
}

void Problems::add(const std::vector<models::language::Diagnostics>& all) {
  for (const models::language::Diagnostics& diagnostics : all)
    add(diagnostics);
}

void Problems::add(const Text& error) {
  if (!known_.insert(error.en).second) return;
  messages_.push_back(error);
  ++errors_;
}

void Problems::raise() const {
  if (messages_.empty()) return;
  Text all{"input cannot be used\n", "输入有误，无法使用\n"};
  for (const Text& message : messages_)
    all += message;
  if (errors_ > 0) all += {counted(errors_, "error"), fmt::format("{}处错误", errors_)};
  if (warnings_ > 0)
    all += {", " + counted(warnings_, "warning"), fmt::format("，{}条警告", warnings_)};
  throw BadInput(all);
}

}  // namespace kouan::cli
