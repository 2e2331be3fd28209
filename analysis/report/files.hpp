// Files appear whole or not at all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/text.hpp"

namespace kouan::analysis {

/// Where a file of that name is written: links are followed to their end, whether a file is there
/// yet or not. Throws SystemError where they lead nowhere.
std::filesystem::path written_at(const std::filesystem::path& path);

/// A file that is written bit by bit beside `path` and takes its name when it is whole; until then
/// `path` is as it was. Where that is a link, the file at its end is meant. Throws SystemError
/// naming the file when there is no room or no permission.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  /// What was not kept disappears.
  ~NewFile();

  void write(std::string_view content);
  /// Empties it: what was written does not count.
  void restart();
  /// Makes sure of all that was written; `keep` then only gives the file its name.
  void flush();
  void keep();

 private:
  std::filesystem::path named_;   ///< as messages call it
  std::filesystem::path target_;  ///< where it is
  std::string path_;
  int fd_;
  bool kept_ = false;
};

struct FileContent {
  std::filesystem::path path;
  std::string content;
};

/// Writes all to temporary files beside their places, flushes them to the disk and only then
/// renames them, so that files that belong together are all new or all as they were. Throws
/// SystemError naming the file when there is no room or no permission.
void write_files(const std::vector<FileContent>& files);

/// Makes sure that files can be written into a folder: before hours of running, not after. What it
/// has to make for that disappears again with it, unless there is something in it by then.
class PreparedFolder {
 public:
  /// Throws SystemError.
  explicit PreparedFolder(const std::filesystem::path& dir);
  PreparedFolder(const PreparedFolder&) = delete;
  PreparedFolder& operator=(const PreparedFolder&) = delete;
  ~PreparedFolder() { take_away(); }

 private:
  void take_away() const;

  std::vector<std::filesystem::path> made_;  ///< the innermost first
};

/// Something else than a file has the name: a device, a pipe.
class NotOrdinaryFile : public std::runtime_error {
 public:
  explicit NotOrdinaryFile(const std::filesystem::path& path);
  const models::Text& text() const { return text_; }

 private:
  models::Text text_;
};

/// The same of one file: its folder is there and takes files, and nothing but an ordinary file has
/// its name. Throws SystemError or NotOrdinaryFile.
void prepare_file(const std::filesystem::path& path);

}  // namespace kouan::analysis
