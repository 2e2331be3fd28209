#include "models/language/diagnostics_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "models/language/lever_folders.hpp"

namespace kouan::models::language {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const SourceFiles& files, const Diagnostic& d) {
  const auto file_name = [&](const Mark& mark) {
    return mark.file < 0 ? Json() : Json(files.at(mark.file).name);
  };
  Json out = {{"severity", d.severity == Severity::error ? "error" : "warning"},
              {"code", code_word(d.code)},
              {"file", file_name(d.mark)},
              {"line", d.mark.line},
              {"column", d.mark.column},
              {"path", d.path},
              {"found", d.found.en},
              {"found_zh", d.found.zh},
              {"allowed", d.allowed.en},
              {"allowed_zh", d.allowed.zh},
              {"nearest", d.nearest}};
  if (d.other) {
    out["other"] = {{"file", file_name(*d.other)},
                    {"line", d.other->line},
                    {"column", d.other->column},
                    {"says", d.other_says.en},
                    {"says_zh", d.other_says.zh}};
  }
  return out;
}

/// Collects the messages of several readings.
class Messages {
 public:
  void add(const Diagnostics& diagnostics) {
    for (const Diagnostic& d : diagnostics.sorted()) {
      if (!known_.insert(key_of(diagnostics.files(), d)).second) continue;
      (d.severity == Severity::error ? errors_ : warnings_)
          .push_back(as_json(diagnostics.files(), d));
    }
  }

  std::string text() const {
    std::vector<Json> all = errors_;
    all.insert(all.end(), warnings_.begin(), warnings_.end());
    const Json out = {
        {"errors", errors_.size()}, {"warnings", warnings_.size()}, {"messages", all}};
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  /// The message and its place, whatever path leads to its file.
  std::string key_of(const SourceFiles& files, const Diagnostic& d) {
    std::string& file = identities_[d.mark.file < 0 ? "" : files.at(d.mark.file).path];
    if (file.empty() && d.mark.file >= 0) file = file_identity(files.at(d.mark.file).path);
    return fmt::format("{}:{}:{}: {} {}", file, d.mark.line, d.mark.column, code_word(d.code),
                       sentence(d).en);
  }

  std::vector<Json> errors_;
  std::vector<Json> warnings_;
  std::set<std::string> known_;
  std::map<std::string, std::string> identities_;  ///< by path
};

}  // namespace

std::string json_of(const std::vector<Diagnostics>& all) {
  Messages messages;
  for (const Diagnostics& one : all)
    messages.add(one);
  return messages.text();
}

std::string Diagnostics::json() const { return json_of({*this}); }

}  // namespace kouan::models::language
