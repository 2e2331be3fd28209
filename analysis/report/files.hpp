// Files appear whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace kouan::analysis {

/// Writes to a temporary file beside `path`, flushes it to the disk and renames it. Throws
/// std::system_error naming the file when there is no room or no permission; `path` is then as it
/// was.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Makes sure that files can be written into `dir`, creating it where needed: before hours of
/// running, not after. Throws std::system_error.
void prepare_directory(const std::filesystem::path& dir);

}  // namespace kouan::analysis
