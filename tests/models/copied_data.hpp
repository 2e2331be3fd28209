// A scenario beside a copy of the test data, for tests that write files there.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/models/temporary_folder.hpp"

inline const std::string k_data = "tests/models/data/";

/// A file with this text in a folder of its own, beside a copy of the test data.
inline std::string written(const std::string& name, const std::string& text) {
  const std::filesystem::path folder = TemporaryFolder::own() / name;
  std::filesystem::remove_all(folder);
  std::filesystem::copy(std::filesystem::path(KOUAN_SOURCE_DIR) / k_data, folder,
                        std::filesystem::copy_options::recursive);
  const std::filesystem::path file = folder / "scenario.yaml";
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}
