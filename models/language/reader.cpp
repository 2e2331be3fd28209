#include "models/language/reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "models/language/data_file.hpp"
#include "models/language/nearest_word.hpp"

namespace kouan::models::language {
namespace {

bool is_name(std::string_view word) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !word.empty() && word.size() <= 64 && word.front() != '-' &&
         std::all_of(word.begin(), word.end(), fine);
}

/// The text without signs that take no room: zero-width blanks and joiners, soft hyphens.
std::string without_invisible(std::string text) {
  for (const std::string_view sign :
       {"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xC2\xAD"})
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at))
      text.erase(at, sign.size());
  return text;
}

/// Whether the path is `whole` or leads on from there.
bool is_below(std::string_view path, std::string_view whole) {
  return path.starts_with(whole) &&
         (path.size() == whole.size() || path[whole.size()] == '.' || path[whole.size()] == '[');
}

/// Those of the paths that are `whole` or below it.
std::vector<std::string> paths_below(const std::set<std::string>& paths, const std::string& whole) {
  std::vector<std::string> found;
  for (auto path = paths.lower_bound(whole); path != paths.end() && path->starts_with(whole);
       ++path)
    if (is_below(*path, whole)) found.push_back(*path);
  return found;
}

}  // namespace

std::string join(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}
std::string join(const std::string& path, std::size_t index) {
  return fmt::format("{}[{}]", path, index);
}

Text word_list(const std::vector<std::string>& words) {
  return {fmt::format("{}", fmt::join(words, ", ")), fmt::format("{}", fmt::join(words, "、"))};
}

const FieldInfo* ObjectInfo::find(const std::string& field) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldInfo& f) { return f.name == field; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> ObjectInfo::names() const {
  std::vector<std::string> out;
  for (const FieldInfo& field : fields)
    out.push_back(field.name);
  if (sourced_record) out.insert(out.end(), {"source", "grade", "note"});
  return out;
}

Reader::Reader(Diagnostics& diagnostics, const Node& root, const SourceKeys* sources)
    : diagnostics_(diagnostics), root_(root), sources_(sources) {}

void Reader::error(Code code, const Mark& mark, const std::string& path, Text found, Text allowed,
                   std::string nearest) {
  note_error(code, path);
  // What lacks a key, or is to be taken away, is likely one of the base by another name.
  const bool lacks = code == Code::missing_key || code == Code::wrong_type;
  const std::string base = lacks ? meant(path) : "";
  if (!base.empty()) {
    found = told("{}, and nothing of that name in the file that is extended",
                 "{}，所继承的文件中也没有此名称", found);
    nearest = base;
  }
  diagnostics_.add({Severity::error, code, mark, path, std::move(found), std::move(allowed),
                    std::move(nearest)});
}

void Reader::warning(Code code, const Mark& mark, const std::string& path, Text found,
                     Text allowed) {
  diagnostics_.add(
      {Severity::warning, code, mark, path, std::move(found), std::move(allowed), meant(path)});
}

void Reader::conflict(Code code, const Mark& mark, const std::string& path, Text found,
                      Text allowed, const Mark& other, Text other_says) {
  note_error(code, path);
  diagnostics_.add({Severity::error, code, mark, path, std::move(found), std::move(allowed), "",
                    other, std::move(other_says)});
}

void Reader::note_error(Code code, const std::string& path) {
  if (is_beside_) return;  // the value itself is read
  broken_.insert(path);
  const bool is_unread = code == Code::wrong_type || code == Code::empty || code == Code::bad_name;
  if (is_unread) unread_.insert(path);
}

bool Reader::is_sound(const std::string& path) const {
  for (const auto* wrong : {&broken_, &forgiven_, &unsettled_})
    if (!paths_below(*wrong, path).empty()) return false;
  const auto holds_it = [&](const std::string& whole) { return is_below(path, whole); };
  return std::none_of(unread_.begin(), unread_.end(), holds_it) &&
         std::none_of(forgiven_.begin(), forgiven_.end(), holds_it);
}

std::vector<std::string> Reader::errors_below(const std::string& path) const {
  return paths_below(broken_, path);
}

void Reader::error(const Problem& problem, const Node& node, const std::string& path) {
  if (problem.data) return tell(*problem.data, node, path);
  Mark mark = node.mark;
  // The caret can go to the character only where the text stands as it is read: on one line,
  // unescaped.
  const std::string_view line =
      mark.file < 0 ? std::string_view() : diagnostics_.files().at(mark.file).line(mark.line);
  if (problem.offset > 0 && line.find(node.text) != std::string_view::npos)
    mark.column += problem.offset + (node.quoted ? 1 : 0);
  error(problem.code, mark, path, problem.found, problem.allowed, problem.nearest);
}

void Reader::tell(const WrongData& data, const Node& node, const std::string& path) {
  note_error(Code::data_file, path);
  const int file = data_file(data.path);
  if (diagnostics_.files().at(file).text.empty()) diagnostics_.files().set_text(file, data.text);
  for (const WrongData::Item& item : data.items)
    diagnostics_.add({Severity::error,
                      Code::data_file,
                      {file, item.line, item.column},
                      path,
                      item.found,
                      item.allowed,
                      item.nearest,
                      node.mark,
                      {"what reads this file", "读取此文件之处"}});
}

void Reader::note_data(const std::string& path, const std::string& file, std::string content) {
  data_[path] = std::move(content);
  data_file(file);
}

int Reader::data_file(const std::string& path) {
  const std::string name = std::filesystem::path(path).lexically_normal().string();
  return diagnostics_.files().find_or_add(name, path);
}

void Reader::unexpected(Code code, const Node& node, const std::string& path, Text allowed,
                        std::string nearest) {
  const auto wide = node.is_scalar() ? full_width_problem(node.text) : std::nullopt;
  if (wide) return error(*wide, node, path);
  error(code, node.mark, path, as_found(describe(node)), std::move(allowed), std::move(nearest));
}

const std::string* Reader::scalar(const Node& node, const std::string& path, const Text& allowed) {
  if (node.is_scalar()) return &node.text;
  unexpected(Code::wrong_type, node, path, allowed);
  return nullptr;
}

int Reader::attribute(const std::string& name, const Dimension& dimension, const Mark& mark,
                      const std::string& path) {
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    if (attributes_[i].name != name) continue;
    if (attributes_[i].dimension == &dimension) return static_cast<int>(i);
    conflict(Code::unit_dimension, mark, path,
             told("found the attribute \"{}\" as {}", "属性“{}”在此为{}", name, dimension.name),
             told("{}, as elsewhere", "{}，与别处一致", attributes_[i].dimension->name),
             attributes_[i].mark, {"the first that names it", "首次出现于此"});
    return -1;
  }
  attributes_.push_back({name, &dimension, mark, path});
  return static_cast<int>(attributes_.size() - 1);
}

bool Reader::name(const Node& node, const std::string& path, const std::string& section) {
  const std::string* word = scalar(node, path, told("a name from {}", "“{}”中的名称", section));
  return word != nullptr && name(*word, node.mark, path, section);
}

bool Reader::name(const std::string& word, const Mark& mark, const std::string& path,
                  const std::string& section) {
  const Node* things = root_.value(section);
  if (things == nullptr && is_forgiven(section)) return true;  // the section's own message says it
  if (things != nullptr && !things->is_map()) return true;
  if (things != nullptr && things->find(word) != nullptr) {
    named_.insert(join(section, word));
    return true;
  }
  std::vector<std::string> words;  // what is no name has its own message, and is not to be repeated
  if (things != nullptr) {
    for (const Entry& entry : things->entries) {
      if (is_name(entry.key)) words.push_back(entry.key);
      if (without_invisible(entry.key) == word) return true;
    }
  }
  if (const auto wide = full_width_problem(word)) {
    Node text;
    text.kind = YamlKind::scalar;
    text.text = word;
    text.mark = mark;
    error(*wide, text, path);
    return false;
  }
  const Text allowed =
      words.empty() ? told("a name from {}, which this scenario lacks",
                           "“{0}”中的名称，而本情景没有“{0}”", section)
                    : told("a name from {}: {}", "“{}”中的名称：{}", section, word_list(words));
  error(Code::reference, mark, path, as_found(word), allowed, nearest_word(word, words));
  return false;
}

bool Reader::new_name(const Entry& entry, const std::string& path) {
  if (is_name(entry.key)) return true;
  std::string likely = meant(join(path, entry.key));
  std::string joined = entry.key;
  std::replace(joined.begin(), joined.end(), ' ', '-');
  if (likely.empty() && is_name(joined)) likely = joined;
  const std::string seen = without_invisible(entry.key);
  const bool hides_some = seen != entry.key;
  if (hides_some && is_name(seen)) likely = seen;
  error(
      Code::bad_name, entry.mark, path,
      hides_some ? told("found the name \"{}\" with a sign in it that can't be seen",
                        "名称“{}”中有不可见字符", entry.key)
                 : told("found the name \"{}\"", "名称为“{}”", entry.key),
      {"up to 64 letters a-z, digits, - and _, not beginning with -; what readers see is its title",
       "至多64个字符：字母a-z、数字、-和_，不以-开头；供阅读的名称写在“title:”"},
      likely);
  return false;
}

Place Reader::place(const Mark& mark) const {
  return {mark.file < 0 ? "" : diagnostics_.files().at(mark.file).name, mark.line, mark.column};
}

std::string Reader::folder(const Node& node) const {
  if (node.mark.file < 0) return ".";
  const std::filesystem::path folder =
      std::filesystem::path(diagnostics_.files().at(node.mark.file).path).parent_path();
  return folder.empty() ? "." : folder.string();
}

Text title_form() { return {"text, or {en: TEXT, zh: TEXT}", "文字，或{en: 英文, zh: 中文}"}; }

bool read_title(Reader& reader, const Node& node, const std::string& path, Text& out) {
  if (node.is_scalar()) {
    out = {node.text, node.text};
    return true;
  }
  if (!node.is_map() || node.entries.empty()) {
    reader.unexpected(Code::wrong_type, node, path, title_form());
    return false;
  }
  bool fine = true;
  for (const Entry& entry : node.entries) {
    std::string* target = entry.key == "en" ? &out.en : entry.key == "zh" ? &out.zh : nullptr;
    if (target == nullptr) {
      reader.error(Code::unknown_key, entry.mark, join(path, entry.key),
                   told("found the unknown key \"{}\"", "键“{}”未知", entry.key),
                   {"en, zh", "en、zh"}, nearest_word(entry.key, {"en", "zh"}));
      fine = false;
    } else if (const std::string* text =
                   reader.scalar(entry.node, join(path, entry.key), {"text", "文字"})) {
      *target = *text;
    } else {
      fine = false;
    }
  }
  if (out.zh.empty()) out.zh = out.en;
  if (out.en.empty()) out.en = out.zh;
  return fine;
}

}  // namespace kouan::models::language
