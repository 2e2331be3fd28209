// Files appear whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kouan::analysis {

struct FileContent {
  std::filesystem::path path;
  std::string content;
};

/// Writes all to temporary files beside their places, flushes them to the disk and only then
/// renames them, so that files that belong together are all new or all as they were. Throws
/// std::system_error naming the file when there is no room or no permission.
void write_files(const std::vector<FileContent>& files);

/// Makes sure that files can be written into `dir`, creating it where needed: before hours of
/// running, not after. Throws std::system_error.
void prepare_directory(const std::filesystem::path& dir);

}  // namespace kouan::analysis
