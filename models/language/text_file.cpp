// Reading bytes: size, encoding and control characters are checked before anything parses them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "models/language/document.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

void add_error(Diagnostics& diagnostics, Code code, Mark mark, Text found, Text allowed,
               std::string nearest = "") {
  diagnostics.add(
      {Severity::error, code, mark, "", std::move(found), std::move(allowed), std::move(nearest)});
}

std::optional<std::string> read_bytes(int file, Diagnostics& diagnostics) {
  const Mark mark{file, 0, 0};
  const std::filesystem::path path = diagnostics.files().at(file).path;
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (!std::filesystem::exists(status)) {
    add_error(diagnostics, Code::file_missing, mark, {"there is no such file", "文件不存在"}, {},
              nearest_file(path.string(), ""));
    return std::nullopt;
  }
  if (std::filesystem::is_directory(status)) {
    add_error(diagnostics, Code::file_missing, mark, {"found a folder", "所指为目录"},
              {"a file", "文件"});
    return std::nullopt;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(path.c_str(), "rb"),
                                                           &std::fclose);
  if (!in) {
    add_error(diagnostics, Code::file_missing, mark,
              {"the file can't be opened for reading", "文件无法打开读取"}, {});
    return std::nullopt;
  }
  // By parts: room for the largest file, cleared and kept for every small one, took longer than
  // what is read.
  std::string text;
  std::array<char, 1U << 14U> part{};
  while (text.size() <= k_largest_file) {
    const std::size_t read = std::fread(part.data(), 1, part.size(), in.get());
    if (read == 0) break;
    text.append(part.data(), read);
  }
  if (text.size() > k_largest_file) {
    add_error(diagnostics, Code::file_size, mark, {"the file is too large", "文件过大"},
              told("at most {} MiB", "至多{} MiB", k_largest_file >> 20));
    return std::nullopt;
  }
  return text;
}

/// Position of byte `at`, counted in raw text (LF, CR LF and CR end a line).
Mark position(int file, std::string_view text, std::size_t at) {
  Mark mark{file, 1, 1};
  std::size_t start = 0;
  for (std::size_t i = 0; i < at; ++i) {
    const bool ends =
        text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.size() || text[i + 1] != '\n'));
    if (!ends) continue;
    ++mark.line;
    start = i + 1;
  }
  mark.column = characters(text.substr(start), at - start) + 1;
  return mark;
}

bool has_utf16_mark(std::string_view text) {
  return text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF";
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// Whether the byte after `lead` is the second of a character in GBK, which would be taken for a
/// bracket or sign of YAML: `lead` is then the last of an odd number of bytes beyond ASCII.
bool is_of_pair(std::string_view text, std::size_t lead) {
  if (lead + 1 >= text.size() ||
      std::string_view("@[\\]^_`{|}~").find(text[lead + 1]) == std::string_view::npos)
    return false;
  std::size_t count = 0;
  while (count <= lead && !is_ascii(text[lead - count]))
    ++count;
  return count % 2 == 1;
}

/// Replaces what is no valid UTF-8, so that the line can be shown, and the rest be read.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    const bool control = length == 1 && static_cast<unsigned char>(text[i]) < 0x20 &&
                         text[i] != '\n' && text[i] != '\t' && text[i] != '\r';
    if (length == 0 || control)
      out += k_unreadable;
    else
      out += text.substr(i, length);
    if (length == 0 && is_of_pair(text, i)) {
      out += k_unreadable;
      ++i;
    }
    i += std::max<std::size_t>(1, length);
  }
  return out;
}

/// First byte that is no clean text, or npos.
std::size_t first_unclean(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control =
        (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F;
    if (length == 0 || control) return i;
    i += length;
  }
  return std::string_view::npos;
}

Text with_count(const Text& found, std::size_t lines) {
  return lines == 1
             ? found
             : told("{} (one of {} lines with such bytes)", "{}（共{}行有此类字节）", found, lines);
}

}  // namespace

std::optional<std::string> read_text_file(int file, Diagnostics& diagnostics) {
  std::optional<std::string> text = read_bytes(file, diagnostics);
  if (!text) return std::nullopt;
  if (has_utf16_mark(*text)) {
    add_error(diagnostics, Code::file_encoding, {file, 1, 1},
              {"the file is UTF-16", "文件为UTF-16编码"}, {"UTF-8", "UTF-8"});
    return std::nullopt;
  }
  if (text->compare(0, 3, "\xEF\xBB\xBF") == 0) text->erase(0, 3);
  const std::size_t unclean = first_unclean(*text);
  if (unclean == std::string::npos) return text;
  const auto byte = static_cast<unsigned>(static_cast<unsigned char>((*text)[unclean]));
  const Mark mark = position(file, *text, unclean);
  std::string clean = shown(*text);
  diagnostics.files().set_unclean_text(file, clean);
  const std::size_t lines = diagnostics.files().at(file).unreadable_lines.size();
  if (byte < 0x80) {
    add_error(
        diagnostics, Code::file_control, mark,
        with_count(told("found the control character 0x{:02X}", "有控制字符0x{:02X}", byte), lines),
        {"text", "文字"});
  } else {
    add_error(diagnostics, Code::file_encoding, mark,
              with_count(told("found the byte 0x{:02X}, which is no valid UTF-8 here",
                              "字节0x{:02X}在此不是有效的UTF-8", byte),
                         lines),
              {"UTF-8 (not GBK or Latin-1)", "UTF-8编码（而非GBK或Latin-1）"});
  }
  diagnostics.expect_gaps();
  return clean;
}

}  // namespace kouan::models::language
