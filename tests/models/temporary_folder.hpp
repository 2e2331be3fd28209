// A folder of this process alone, gone when it ends: tests run side by side.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

struct TemporaryFolder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("kouan-language-" + std::to_string(::getpid()));
  TemporaryFolder() {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// The one of this process.
  static const std::filesystem::path& own() {
    static const TemporaryFolder k_folder;
    return k_folder.path;
  }
};
