#include "models/language/source_file.hpp"

#include <algorithm>
#include <utility>

namespace kouan::models::language {

std::string_view SourceFile::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_starts.size()) return {};
  const std::size_t from = line_starts[static_cast<std::size_t>(number) - 1];
  const std::size_t end = text.find('\n', from);
  return std::string_view(text).substr(from, end == std::string::npos ? end : end - from);
}

int SourceFiles::add(std::string name, std::string path) {
  files_.push_back({std::move(name), std::move(path), {}, {}, {}});
  return count() - 1;
}

int SourceFiles::find_or_add(const std::string& name, const std::string& path) {
  for (int file = 0; file < count(); ++file) {
    if (at(file).path == path) return file;
  }
  return add(name, path);
}

std::vector<std::string> SourceFiles::paths() const {
  std::vector<std::string> out;
  for (const SourceFile& file : files_)
    out.push_back(file.path);
  return out;
}

void SourceFiles::set_text(int file, std::string text) {
  std::string lf;
  lf.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      lf += '\n';
    } else {
      lf += text[i];
    }
  }
  SourceFile& target = files_.at(static_cast<std::size_t>(file));
  target.text = std::move(lf);
  target.line_starts.assign(1, 0);
  for (std::size_t i = 0; i < target.text.size(); ++i) {
    if (target.text[i] == '\n') target.line_starts.push_back(i + 1);
  }
}

void SourceFiles::set_unclean_text(int file, std::string text) {
  set_text(file, std::move(text));
  SourceFile& target = files_.at(static_cast<std::size_t>(file));
  for (int line = 1; line <= static_cast<int>(target.line_starts.size()); ++line)
    if (target.line(line).find(k_unreadable) != std::string_view::npos)
      target.unreadable_lines.insert(line);
}

std::string_view without_comment(std::string_view line) {
  line = line.substr(0, line.find(" #"));
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

bool is_above_text(std::string_view line) {
  line = without_comment(line);
  const std::string_view sign = line.substr(line.find_last_of(' ') + 1);
  return sign.size() < line.size() && !sign.empty() && sign.size() <= 2 &&
         (sign[0] == '|' || sign[0] == '>');
}

std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  const char32_t point = utf8_code_point(text, at);
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point < 0xE000;
  return overlong || surrogate || point > 0x10FFFF ? 0 : length;
}

std::size_t byte_of_character(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count)
    at += std::max<std::size_t>(1, utf8_length(text, at));
  return at;
}

char32_t utf8_code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<char32_t>(static_cast<unsigned char>(text[at + i]))
                                : 0U;
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return lead;
  if (lead < 0xE0) return ((lead & 0x1FU) << 6) | (byte(1) & 0x3FU);
  if (lead < 0xF0) return ((lead & 0x0FU) << 12) | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU);
  return ((lead & 0x07U) << 18) | ((byte(1) & 0x3FU) << 12) | ((byte(2) & 0x3FU) << 6) |
         (byte(3) & 0x3FU);
}

int display_width(char32_t c) {
  if (c >= 0x300 && c < 0x370) return 0;
  const bool wide =
      (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7A4) ||
      (c >= 0xF900 && c < 0xFB00) || (c >= 0xFE30 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF61) ||
      (c >= 0xFFE0 && c < 0xFFE7) || (c >= 0x1F300 && c < 0x1FA00) || (c >= 0x20000 && c < 0x40000);
  return wide ? 2 : 1;
}

int characters(std::string_view text, std::size_t bytes) {
  const std::string_view part = text.substr(0, std::min(bytes, text.size()));
  return static_cast<int>(std::count_if(part.begin(), part.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace kouan::models::language
