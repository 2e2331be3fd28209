#include "analysis/report/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <deque>
#include <system_error>
#include <utility>

namespace kouan::analysis {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

NewFile::NewFile(const fs::path& path)
    : target_(path), path_(path.string() + ".XXXXXX"), fd_(::mkostemp(path_.data(), O_CLOEXEC)) {
  if (fd_ < 0) fail(errno, "cannot write " + target_.string());
}

NewFile::~NewFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!kept_) ::unlink(path_.c_str());
}

void NewFile::write(std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(fd_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno, "cannot write " + target_.string());
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFile::flush() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(fd_, 0666 & ~mask);  // as an ordinary file; mkostemp makes private ones
  if (::fsync(fd_) != 0) fail(errno, "cannot write " + target_.string());
  if (::close(std::exchange(fd_, -1)) != 0) fail(errno, "cannot write " + target_.string());
}

void NewFile::keep() {
  if (::rename(path_.c_str(), target_.c_str()) != 0)
    fail(errno, "cannot write " + target_.string());
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

void prepare_directory(const fs::path& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) fail(error.value(), "cannot make the folder " + dir.string());
  NewFile probe(dir / ".kouan");
  probe.write("probe");
}

NotOrdinaryFile::NotOrdinaryFile(const fs::path& path)
    : std::runtime_error("cannot write " + path.string() + ": not an ordinary file") {}

void prepare_file(const fs::path& path) {
  const fs::file_status status = fs::status(path);
  if (fs::is_directory(status)) fail(EISDIR, "cannot write " + path.string());
  // The rename would put an ordinary file in the place of a device or a pipe.
  if (fs::exists(status) && !fs::is_regular_file(status)) throw NotOrdinaryFile(path);
  NewFile probe(path);
  probe.write("probe");
}

}  // namespace kouan::analysis
