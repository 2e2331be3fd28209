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

/// A file that disappears again unless it is kept.
class Temporary {
 public:
  explicit Temporary(const fs::path& path)
      : target_(path), path_(path.string() + ".XXXXXX"), fd_(::mkostemp(path_.data(), O_CLOEXEC)) {
    if (fd_ < 0) fail(errno, "cannot write " + target_.string());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (fd_ >= 0) ::close(fd_);
    if (!kept_) ::unlink(path_.c_str());
  }

  void write(std::string_view content) {
    while (!content.empty()) {
      const auto written = ::write(fd_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(errno, "cannot write " + target_.string());
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Makes sure of all that was written; `keep` then only gives the file its name.
  void flush() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(fd_, 0666 & ~mask);  // as an ordinary file; mkostemp makes private ones
    if (::fsync(fd_) != 0) fail(errno, "cannot write " + target_.string());
    if (::close(std::exchange(fd_, -1)) != 0) fail(errno, "cannot write " + target_.string());
  }

  void keep() {
    if (::rename(path_.c_str(), target_.c_str()) != 0)
      fail(errno, "cannot write " + target_.string());
    kept_ = true;
  }

 private:
  fs::path target_;
  std::string path_;
  int fd_;
  bool kept_ = false;
};

}  // namespace

void write_files(const std::vector<FileContent>& files) {
  std::deque<Temporary> written;
  for (const FileContent& file : files) {
    written.emplace_back(file.path).write(file.content);
    written.back().flush();
  }
  for (Temporary& file : written)
    file.keep();
}

void prepare_directory(const fs::path& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) fail(error.value(), "cannot make the folder " + dir.string());
  Temporary probe(dir / ".kouan");
  probe.write("probe");
}

}  // namespace kouan::analysis
