#include "models/language/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

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

}  // namespace

std::string join(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}
std::string join(const std::string& path, std::size_t index) {
  return fmt::format("{}[{}]", path, index);
}

std::string word_list(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words)
    out += (out.empty() ? "" : ", ") + word;
  return out;
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

void Reader::error(Code code, const Mark& mark, const std::string& path, std::string found,
                   std::string allowed, std::string nearest) {
  // What lacks a key, or is to be taken away, is likely one of the base by another name.
  const bool lacks = code == Code::missing_key || code == Code::wrong_type;
  const std::string base = lacks ? meant(path) : "";
  if (!base.empty()) {
    found += ", and nothing of that name in the file that is extended";
    nearest = base;
  }
  diagnostics_.add({Severity::error, code, mark, path, std::move(found), std::move(allowed),
                    std::move(nearest)});
}

void Reader::warning(Code code, const Mark& mark, const std::string& path, const Text& found,
                     const Text& allowed) {
  Diagnostic d{Severity::warning, code, mark, path, found.en, allowed.en, ""};
  d.zh = allowed.zh.empty() ? found.zh : found.zh + "；应为：" + allowed.zh;
  d.nearest = meant(path);
  if (!d.nearest.empty()) d.zh += "；是否应为所继承文件中的“" + d.nearest + "”？";
  diagnostics_.add(std::move(d));
}

void Reader::conflict(Code code, const Mark& mark, const std::string& path, std::string found,
                      std::string allowed, const Mark& other, std::string other_says) {
  diagnostics_.add({Severity::error, code, mark, path, std::move(found), std::move(allowed), "",
                    other, std::move(other_says)});
}

void Reader::error(const Problem& problem, const Node& node, const std::string& path) {
  Mark mark = node.mark;
  // The caret can go to the character only where the text stands as it is read: on one line,
  // unescaped.
  const std::string_view line =
      mark.file < 0 ? std::string_view() : diagnostics_.files().at(mark.file).line(mark.line);
  if (problem.offset > 0 && line.find(node.text) != std::string_view::npos)
    mark.column += problem.offset + (node.quoted ? 1 : 0);
  error(problem.code, mark, path, problem.found, problem.allowed, problem.nearest);
}

void Reader::unexpected(Code code, const Node& node, const std::string& path, std::string allowed,
                        std::string nearest) {
  const auto wide = node.is_scalar() ? full_width_problem(node.text) : std::nullopt;
  if (wide) return error(*wide, node, path);
  error(code, node.mark, path, "found " + describe(node), std::move(allowed), std::move(nearest));
}

const std::string* Reader::scalar(const Node& node, const std::string& path,
                                  const std::string& allowed) {
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
             fmt::format("found the attribute \"{}\" as {}", name, dimension.name),
             fmt::format("{}, as elsewhere", attributes_[i].dimension->name), attributes_[i].mark,
             "the first that names it");
    return -1;
  }
  attributes_.push_back({name, &dimension, mark, path});
  return static_cast<int>(attributes_.size() - 1);
}

bool Reader::name(const Node& node, const std::string& path, const std::string& section) {
  const std::string* word = scalar(node, path, "a name from " + section);
  return word != nullptr && name(*word, node.mark, path, section);
}

bool Reader::name(const std::string& word, const Mark& mark, const std::string& path,
                  const std::string& section) {
  const Node* things = root_.value(section);
  if (things == nullptr && is_forgiven(section)) return true;  // the section's own message says it
  if (things != nullptr && !things->is_map()) return true;
  std::vector<std::string> words;
  if (things != nullptr) {
    for (const Entry& entry : things->entries)
      words.push_back(entry.key);
  }
  if (std::find(words.begin(), words.end(), word) != words.end()) {
    named_.insert(join(section, word));
    return true;
  }
  if (const auto wide = full_width_problem(word)) {
    Node text;
    text.kind = NodeKind::scalar;
    text.text = word;
    text.mark = mark;
    error(*wide, text, path);
    return false;
  }
  const std::string allowed =
      words.empty() ? fmt::format("a name from {}, which this scenario lacks", section)
                    : fmt::format("a name from {}: {}", section, word_list(words));
  error(Code::reference, mark, path, fmt::format("found \"{}\"", word), allowed,
        nearest_word(word, words));
  return false;
}

bool Reader::new_name(const Entry& entry, const std::string& path) {
  if (is_name(entry.key)) return true;
  error(Code::bad_name, entry.mark, path, fmt::format("found the name \"{}\"", entry.key),
        "up to 64 letters a-z, digits, - and _, not beginning with -",
        meant(join(path, entry.key)));
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

bool read_title(Reader& reader, const Node& node, const std::string& path, Text& out) {
  const std::string allowed = "text, or {en: TEXT, zh: TEXT}";
  if (node.is_scalar()) {
    out = {node.text, node.text};
    return true;
  }
  if (!node.is_map() || node.entries.empty()) {
    reader.unexpected(Code::wrong_type, node, path, allowed);
    return false;
  }
  bool fine = true;
  for (const Entry& entry : node.entries) {
    std::string* target = entry.key == "en" ? &out.en : entry.key == "zh" ? &out.zh : nullptr;
    if (target == nullptr) {
      reader.error(Code::unknown_key, entry.mark, join(path, entry.key),
                   fmt::format("found the unknown key \"{}\"", entry.key), "en, zh",
                   nearest_word(entry.key, {"en", "zh"}));
      fine = false;
    } else if (const std::string* text = reader.scalar(entry.node, join(path, entry.key), "text")) {
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
