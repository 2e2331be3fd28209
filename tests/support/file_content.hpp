// A whole file as text.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace kouan::test {

/// Empty if it can't be read.
inline std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace kouan::test
