#include "analysis/pool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <map>
#include <system_error>
#include <vector>

namespace kouan::analysis {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int k_tick_ms = 250;
/// Results that may wait for an earlier job, per worker, before no further one starts.
constexpr std::size_t k_ahead_per_worker = 4;

/// First byte of what a worker sends: a result, or the text of what went wrong.
enum class Verdict : char { result = 'R', failed = 'F' };

[[noreturn]] void fail_system(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) ::_exit(3);  // the parent is gone; nobody is left to be told
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Frame: verdict, length, bytes. A frame whose length is not met was cut short.
void send(int fd, Verdict verdict, std::string_view bytes) {
  std::array<char, 9> head{};
  head[0] = static_cast<char>(verdict);
  const std::uint64_t size = bytes.size();
  std::memcpy(head.data() + 1, &size, sizeof size);
  write_all(fd, {head.data(), head.size()});
  write_all(fd, bytes);
}

/// Holds SIGINT and SIGTERM back while it lives. A worker is born inside and keeps them held back:
/// they are the parent's business, and SimGrid would put its own handlers in the place of ignored
/// ones.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &both, &before_);
  }
  ~SignalsHeld() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

/// The life of a worker, which dies with its parent.
[[noreturn]] void work_and_exit(int fd, pid_t parent, std::size_t job,
                                const std::function<std::string(std::size_t)>& work) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(3);
  int code = 0;
  try {
    send(fd, Verdict::result, work(job));
  } catch (const std::exception& e) {
    send(fd, Verdict::failed, e.what());
    code = 1;
  }
  ::_exit(code);
}

struct Worker {
  pid_t pid = -1;
  int fd = -1;
  std::size_t job = 0;
  std::string bytes;
};

std::string ending(int status) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    return fmt::format("its worker process was ended by signal {} ({})", number,
                       ::strsignal(number));
  }
  return fmt::format("its worker process ended with exit code {}", WEXITSTATUS(status));
}

/// The result in a worker's frame; throws WorkerError naming what became of it.
std::string unpack(const Worker& worker, int status) {
  constexpr std::size_t k_head = 9;
  const std::string& bytes = worker.bytes;
  std::uint64_t size = 0;
  if (bytes.size() >= k_head) std::memcpy(&size, bytes.data() + 1, sizeof size);
  const bool whole = bytes.size() >= k_head && bytes.size() - k_head == size;
  if (whole && bytes[0] == static_cast<char>(Verdict::failed))
    throw WorkerError(worker.job, bytes.substr(k_head));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw WorkerError(worker.job, ending(status));
  if (!whole) throw WorkerError(worker.job, "its result was cut short");
  return bytes.substr(k_head);
}

class Pool {
 public:
  Pool(std::size_t jobs, const std::function<std::string(std::size_t)>& work,
       const std::function<void(std::size_t, std::string_view)>& deliver,
       const PoolOptions& options)
      : jobs_(jobs), work_(work), deliver_(deliver), options_(options) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() { kill_all(); }

  PoolOutcome run() {
    while (true) {
      heed_signals();
      while (may_launch())
        launch();
      if (running_.empty()) break;
      wait_for_something();
    }
    return {delivered_, stopping_};
  }

 private:
  bool may_launch() const {
    const auto workers = static_cast<std::size_t>(std::max(1, options_.workers));
    return !stopping_ && launched_ < jobs_ && running_.size() < workers &&
           launched_ - delivered_ < workers * (1 + k_ahead_per_worker);
  }

  void launch() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_system("cannot make a pipe to a worker");
    const pid_t parent = ::getpid();
    const SignalsHeld held;
    const pid_t pid = ::fork();
    if (pid < 0) {
      const int why = errno;
      ::close(ends[0]);
      ::close(ends[1]);
      errno = why;
      fail_system("cannot fork a worker");
    }
    if (pid == 0) {
      ::close(ends[0]);
      work_and_exit(ends[1], parent, launched_, work_);
    }
    ::close(ends[1]);
    running_.push_back({pid, ends[0], launched_++, {}});
  }

  void heed_signals() {
    if (options_.interrupt == nullptr || options_.interrupt->count() == 0) return;
    stopping_ = true;
    if (options_.interrupt->count() >= 2) kill_all();
  }

  void wait_for_something() {
    std::vector<pollfd> fds;
    for (const Worker& worker : running_)
      fds.push_back({worker.fd, POLLIN, 0});
    if (options_.interrupt != nullptr) fds.push_back({options_.interrupt->fd(), POLLIN, 0});
    const int ready = ::poll(fds.data(), fds.size(), k_tick_ms);
    if (ready < 0 && errno != EINTR) fail_system("cannot wait for the workers");
    if (ready > 0) {
      if (options_.interrupt != nullptr && fds.back().revents != 0)
        options_.interrupt->acknowledge();
      for (std::size_t i = running_.size(); i-- > 0;)
        if (fds[i].revents != 0) receive(i);
    }
    tell();
  }

  void receive(std::size_t index) {
    Worker& worker = running_[index];
    std::array<char, 65536> chunk{};
    const auto got = ::read(worker.fd, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) return;
    if (got < 0) fail_system("cannot read from a worker");
    if (got > 0) {
      worker.bytes.append(chunk.data(), static_cast<std::size_t>(got));
      return;
    }
    const Worker ended = std::move(worker);
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(index));
    const int status = reap(ended);
    finished_.emplace(ended.job, unpack(ended, status));
    ++done_;
    deliver_in_order();
  }

  static int reap(const Worker& worker) {
    ::close(worker.fd);
    int status = 0;
    while (::waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  void deliver_in_order() {
    for (auto it = finished_.find(delivered_); it != finished_.end();
         it = finished_.find(delivered_)) {
      deliver_(delivered_, it->second);
      finished_.erase(it);
      ++delivered_;
    }
  }

  void kill_all() {
    for (const Worker& worker : running_)
      ::kill(worker.pid, SIGKILL);
    for (const Worker& worker : running_)
      reap(worker);
    running_.clear();
  }

  void tell() const {
    if (options_.progress) options_.progress({done_, jobs_, Clock::now() - start_});
  }

  std::size_t jobs_;
  const std::function<std::string(std::size_t)>& work_;
  const std::function<void(std::size_t, std::string_view)>& deliver_;
  const PoolOptions& options_;
  Clock::time_point start_ = Clock::now();
  std::vector<Worker> running_;
  std::map<std::size_t, std::string> finished_;  ///< waiting for an earlier job
  std::size_t launched_ = 0;
  std::size_t delivered_ = 0;
  std::size_t done_ = 0;
  bool stopping_ = false;
};

}  // namespace

PoolOutcome run_pool(std::size_t jobs, const std::function<std::string(std::size_t)>& work,
                     const std::function<void(std::size_t, std::string_view)>& deliver,
                     const PoolOptions& options) {
  return Pool(jobs, work, deliver, options).run();
}

}  // namespace kouan::analysis
