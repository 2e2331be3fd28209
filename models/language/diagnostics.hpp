// What is wrong in the files: collected while reading goes on, shown in file order, one message per
// cause.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "models/language/source_file.hpp"
#include "models/text.hpp"

namespace kouan::models::language {

enum class Severity { error, warning };

/// Kind of a message. The words (see `code_word`) are stable: they stand in the JSON form.
enum class Code {
  file_missing,
  file_size,
  file_encoding,
  file_control,
  file_kind,
  file_version,
  yaml_syntax,
  yaml_tab,
  yaml_depth,
  yaml_alias,
  yaml_tag,
  yaml_merge_key,
  yaml_documents,
  yaml_key,
  full_width,
  duplicate_key,
  unknown_key,
  missing_key,
  bad_name,
  wrong_type,
  empty,
  number,
  unit_missing,
  unit_unknown,
  unit_dimension,
  out_of_range,
  order,
  word,
  distribution,
  support,
  data_file,
  date,
  time_of_day,
  overlap,
  reference,
  source,
  source_file,
  grade,
  range,
  conflict,
  sum,
  step,
  extends_cycle,
  lever_need,
  lever_path,
  lever_exists,
  lever_twice,
  lever_scale,
  unsourced,
  uncarried,
  no_effect,
  too_many,
};
inline constexpr int k_code_count = static_cast<int>(Code::too_many) + 1;

/// Stable word of a code, such as "unknown-key".
const char* code_word(Code code);

struct Diagnostic {
  Severity severity = Severity::error;
  Code code = Code::wrong_type;
  Mark mark{};
  std::string path{};  ///< in the document, such as "stages.entry-gate.service"; empty = the file
  Text found{};
  Text allowed{};               ///< empty when `found` says all
  std::string nearest{};        ///< the nearest right word; empty = none
  std::optional<Mark> other{};  ///< second place, where two entries disagree
  Text other_says{};            ///< what stands there
};

/// The message on one line, without its place in the files.
Text sentence(const Diagnostic& diagnostic);

/// What may be missing of what was meant, the more the later.
enum class Gaps {
  none,
  of_files,  ///< a file that could not be loaded
  in_files,  ///< parts of one whose text is no YAML
};

class Diagnostics {
 public:
  SourceFiles& files() { return files_; }
  const SourceFiles& files() const { return files_; }

  /// Takes a message in; a second one of the same code at the same place is dropped.
  void add(Diagnostic diagnostic);

  /// From here on messages that may only repeat that something is missing (missing keys and names)
  /// are dropped, the others are kept.
  void expect_gaps(Gaps gaps = Gaps::of_files) { gaps_ = std::max(gaps_, gaps); }
  Gaps gaps() const { return gaps_; }
  void set_gaps(Gaps gaps) { gaps_ = gaps; }

  bool has_errors() const { return errors_ > 0; }
  int errors() const { return errors_; }
  int warnings() const { return warnings_; }
  /// In order of file (as opened), line and column.
  std::vector<Diagnostic> sorted() const;

  /// All messages with source line and caret, then the count. Data without a source are one message
  /// with a list; beside errors, which come first, only their number.
  std::string text(Language language = Language::en) const;
  /// One message with source line and caret.
  std::string text(const Diagnostic& diagnostic, Language language = Language::en) const;
  /// {"errors": n, "warnings": n, "messages": [{severity, code, file, line, column, path, found,
  /// …}]}, errors first; of what is told in words the Chinese has a key of its own, "found_zh".
  std::string json() const;

 private:
  bool is_unreadable(const Diagnostic& diagnostic) const;
  Text unsourced_text(const std::vector<Diagnostic>& all) const;
  SourceFiles files_;
  std::vector<Diagnostic> list_;
  int errors_ = 0;
  int warnings_ = 0;
  Gaps gaps_ = Gaps::none;
};

}  // namespace kouan::models::language
