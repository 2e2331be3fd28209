#include "tools/kouan/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/language/told.hpp"

namespace kouan::cli {

namespace {

using models::Text;
using models::language::counted;

}  // namespace

bool Problems::take(const Text& message) {
  const bool is_known = std::any_of(messages_.begin(), messages_.end(),
                                    [&](const Text& known) { return known.en == message.en; });
  if (!is_known) messages_.push_back(message);
  return !is_known;
}

void Problems::add(const models::language::Diagnostics& diagnostics) {
  using models::language::Code;
  using models::language::Severity;
  for (const models::language::Diagnostic& one : diagnostics.sorted()) {
    if (one.code == Code::unsourced) continue;
    const bool is_new = take(
        {diagnostics.text(one, models::Language::en), diagnostics.text(one, models::Language::zh)});
    (one.severity == Severity::error ? errors_ : warnings_) += is_new ? 1 : 0;
  }
}

void Problems::add(const Text& error) { errors_ += take(error) ? 1 : 0; }

void Problems::add_counted(const Text& messages) { take(messages); }

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
