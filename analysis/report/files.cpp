#include "analysis/report/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <deque>
#include <utility>

#include "analysis/system_error.hpp"
#include "models/language/told.hpp"

namespace kouan::analysis {

namespace {

namespace fs = std::filesystem;

using models::language::told;

[[noreturn]] void cannot_write(int error, const fs::path& path) {
  throw SystemError(error, told("cannot write {}", "无法写入“{}”", path.string()));
}

}  // namespace

fs::path written_at(const fs::path& path) {
  constexpr int k_most_links = 40;  // as many as the system follows
  std::error_code error;
  fs::path file = path;
  for (int links = 0; fs::is_symlink(fs::symlink_status(file, error)); ++links) {
    if (links == k_most_links) cannot_write(ELOOP, path);
    file = file.parent_path() / fs::read_symlink(file, error);
    if (error) cannot_write(error.value(), path);
  }
  const fs::path folder = file.parent_path();
  const fs::path whole = fs::weakly_canonical(folder.empty() ? "." : folder, error);
  return error ? file : whole / file.filename();
}

NewFile::NewFile(const fs::path& path)
    : named_(path),
      target_(written_at(path)),
      path_(target_.string() + ".XXXXXX"),
      fd_(::mkostemp(path_.data(), O_CLOEXEC)) {
  if (fd_ < 0) cannot_write(errno, named_);
}

NewFile::~NewFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!kept_) ::unlink(path_.c_str());
}

void NewFile::write(std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(fd_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) cannot_write(errno, named_);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFile::restart() {
  if (::ftruncate(fd_, 0) != 0 || ::lseek(fd_, 0, SEEK_SET) != 0) cannot_write(errno, named_);
}

void NewFile::flush() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(fd_, 0666 & ~mask);  // as an ordinary file; mkostemp makes private ones
  while (::fsync(fd_) != 0)
    if (errno != EINTR) cannot_write(errno, named_);  // a signal asks to end, not to lose it
  if (::close(std::exchange(fd_, -1)) != 0) cannot_write(errno, named_);
}

void NewFile::keep() {
  if (::rename(path_.c_str(), target_.c_str()) != 0) cannot_write(errno, named_);
  kept_ = true;
}

void write_files(const std::vector<FileContent>& files) {
  std::deque<NewFile> written;
  for (const FileContent& file : files) {
    written.emplace_back(file.path).write(file.content);
    written.back().flush();
  }
  for (NewFile& file : written)
    file.keep();
}

PreparedFolder::PreparedFolder(const fs::path& dir) {
  std::error_code error;
  for (fs::path at = dir; !at.empty() && !fs::exists(at, error); at = at.parent_path())
    made_.push_back(at);
  try {
    fs::create_directories(dir, error);
    if (error)
      throw SystemError(error.value(),
                        told("cannot make the folder {}", "无法建立文件夹“{}”", dir.string()));
    NewFile probe(dir / ".kouan");
    probe.write("probe");
  } catch (...) {
    take_away();
    throw;
  }
}

void PreparedFolder::take_away() const {
  std::error_code not_empty;
  for (const fs::path& folder : made_)
    fs::remove(folder, not_empty);
}

NotOrdinaryFile::NotOrdinaryFile(const fs::path& path)
    : std::runtime_error("cannot write " + path.string() + ": not an ordinary file"),
      text_(told("{}", "无法写入“{1}”：不是普通文件", what(), path.string())) {}

void prepare_file(const fs::path& path) {
  std::error_code unseen;
  const fs::file_status status = fs::status(path, unseen);
  if (!fs::status_known(status)) cannot_write(unseen.value(), path);
  if (fs::is_directory(status)) cannot_write(EISDIR, path);
  // The rename would put an ordinary file in the place of a device or a pipe.
  if (fs::exists(status) && !fs::is_regular_file(status)) throw NotOrdinaryFile(path);
  NewFile probe(path);
  probe.write("probe");
}

}  // namespace kouan::analysis
