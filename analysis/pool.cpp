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
#include <thread>
#include <utility>
#include <vector>

#include "analysis/system_error.hpp"

namespace kouan::analysis {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int k_tick_ms = 250;
/// Results that may wait for an earlier job, per worker, before no further one starts.
constexpr std::size_t k_ahead_per_worker = 4;
/// Waits before a worker is tried to start again while none runs.
constexpr std::array<std::chrono::milliseconds, 5> k_launch_waits = {
    std::chrono::milliseconds{20}, std::chrono::milliseconds{80}, std::chrono::milliseconds{300},
    std::chrono::milliseconds{800}, std::chrono::milliseconds{1800}};

/// Whether the system was short of processes, memory or open files, which may pass.
bool may_pass(int error) {
  return error == EAGAIN || error == ENOMEM || error == EMFILE || error == ENFILE;
}

/// First byte of what a worker sends: a result, or the text of what went wrong.
enum class Ending : char { result = 'R', failed = 'F' };

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) ::_exit(3);  // the parent is gone; nobody is left to be told
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Frame: verdict, length, bytes. A frame whose length is not met was cut short.
void send(int fd, Ending verdict, std::string_view bytes) {
  std::array<char, 9> head{};
  head[0] = static_cast<char>(verdict);
  const std::uint64_t size = bytes.size();
  std::memcpy(head.data() + 1, &size, sizeof size);
  write_all(fd, {head.data(), head.size()});
  write_all(fd, bytes);
}

/// Holds SIGINT, SIGTERM and SIGHUP back while it lives. A worker is born inside and keeps them
/// held back: they are the parent's business, and SimGrid would put its own handlers in the place
/// of ignored ones.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
      sigaddset(&held, number);
    ::sigprocmask(SIG_BLOCK, &held, &before_);
  }
  ~SignalsHeld() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

/// The life of a worker, which dies with its parent. What isn't caught here ends it, for beyond
/// lies the parent's stack.
[[noreturn]] void work_and_exit(int fd, pid_t parent, std::size_t job,
                                const std::function<std::string(std::size_t)>& work) noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(3);
  int code = 0;
  try {
    send(fd, Ending::result, work(job));
  } catch (const std::exception& e) {
    send(fd, Ending::failed, e.what());
    code = 1;
  }
  ::_exit(code);
}

struct Worker {
  pid_t pid = -1;
  int fd = -1;
  std::size_t job = 0;
  int attempt = 1;
  std::string bytes;
};

models::Text ending(int status) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    return {
        fmt::format("its worker process was ended by signal {} ({})", number, ::strsignal(number)),
        fmt::format("其仿真进程被信号 {}（{}）终止", number, ::strsignal(number))};
  }
  return {fmt::format("its worker process ended with exit code {}", WEXITSTATUS(status)),
          fmt::format("其仿真进程以退出码 {} 结束", WEXITSTATUS(status))};
}

/// What a worker left behind: its result, or why there is none.
struct Unpacked {
  std::string result;
  models::Text problem;    ///< empty: there is a result
  bool by_itself = false;  ///< the job itself said so, and would say it again
};

Unpacked unpack(const Worker& worker, int status) {
  constexpr std::size_t k_head = 9;
  const std::string& bytes = worker.bytes;
  std::uint64_t size = 0;
  if (bytes.size() >= k_head) std::memcpy(&size, bytes.data() + 1, sizeof size);
  const bool whole = bytes.size() >= k_head && bytes.size() - k_head == size;
  if (whole && bytes[0] == static_cast<char>(Ending::failed))
    return {{}, {bytes.substr(k_head), bytes.substr(k_head)}, true};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {{}, ending(status), false};
  if (!whole) return {{}, {"its result was cut short", "其结果不完整"}, false};
  return {bytes.substr(k_head), {}, false};
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
        launch_next();
      if (running_.empty()) break;
      wait_for_something();
    }
    return {delivered_, interrupted_, std::move(loss_)};
  }

 private:
  /// Also before it has been heeded.
  bool is_stop_asked() const {
    return options_.interrupt != nullptr && options_.interrupt->count() > 0;
  }

  bool may_launch() const {
    const auto workers = static_cast<std::size_t>(std::max(1, options_.workers));
    if (interrupted_ || is_short_ || running_.size() >= workers) return false;
    // What is before a lost job may still be delivered.
    if (!put_back_.empty()) return !loss_ || put_back_.begin()->first < loss_->job;
    return !loss_ && launched_ < jobs_ &&
           launched_ - delivered_ < workers * (1 + k_ahead_per_worker);
  }

  void launch_next() {
    if (put_back_.empty()) return launch(launched_++, 1);
    const auto [job, attempt] = *put_back_.begin();
    put_back_.erase(put_back_.begin());
    launch(job, attempt);
  }

  /// Starts a worker. Where the system is short of something, the job waits for one that runs to
  /// give it back; when none runs, the system is asked again and the job lost when it gives nothing
  /// for long.
  void launch(std::size_t job, int attempt) {
    for (std::size_t tries = 0;; ++tries) {
      const int error = try_launch(job, attempt);
      if (error == 0) return;
      if (may_pass(error) && !running_.empty()) {
        put_back_.emplace(job, attempt);
        is_short_ = true;
        return;
      }
      if (tries == k_launch_waits.size() || !may_pass(error)) return lose(job, error, tries + 1);
      std::this_thread::sleep_for(k_launch_waits.at(tries));
      if (is_stop_asked()) return;
    }
  }

  /// Zero, or the number of what the system refuses.
  int try_launch(std::size_t job, int attempt) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno;
    const pid_t parent = ::getpid();
    pid_t pid = -1;
    int error = 0;
    {
      const SignalsHeld held;
      pid = options_.fork ? options_.fork() : ::fork();
      error = errno;
      if (pid == 0) {
        ::close(ends[0]);
        work_and_exit(ends[1], parent, job, work_);
      }
    }
    ::close(ends[1]);
    if (pid > 0) {
      running_.push_back({pid, ends[0], job, attempt, {}});
      return 0;
    }
    ::close(ends[0]);
    return error;
  }

  /// The system starts no worker; `error` is why.
  void lose(std::size_t job, int error, std::size_t tries) {
    const models::Text what =
        may_pass(error)
            ? models::Text{fmt::format("cannot start a worker process in {} tries (fewer workers "
                                       "need fewer processes and less memory)",
                                       tries),
                           fmt::format("{} 次尝试均无法启动仿真进程（减少 --workers "
                                       "可降低进程与内存需求）",
                                       tries)}
            : models::Text{"cannot start a worker process", "无法启动仿真进程"};
    lose(Loss{job, SystemError(error, what).text()});
  }

  /// The earliest lost job is the one to be told: it is where the delivered ones end.
  void lose(Loss loss) {
    if (!loss_ || loss.job < loss_->job) loss_ = std::move(loss);
  }

  void heed_signals() {
    if (!is_stop_asked()) return;
    if (!std::exchange(interrupted_, true)) tell();
    if (options_.interrupt->count() >= 2) kill_all();
  }

  void wait_for_something() {
    std::vector<pollfd> fds;
    for (const Worker& worker : running_)
      fds.push_back({worker.fd, POLLIN, 0});
    if (options_.interrupt != nullptr) fds.push_back({options_.interrupt->fd(), POLLIN, 0});
    const int ready = ::poll(fds.data(), fds.size(), k_tick_ms);
    const int error = errno;  // making the text may change it
    if (ready < 0 && error != EINTR)
      throw SystemError(error, {"cannot wait for the workers", "无法等待仿真进程"});
    if (ready == 0) is_short_ = false;  // the system may have some again
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
    const int error = errno;  // making the text may change it
    if (got < 0 && error == EINTR) return;
    if (got < 0) throw SystemError(error, {"cannot read from a worker", "无法读取仿真进程的结果"});
    if (got > 0) {
      worker.bytes.append(chunk.data(), static_cast<std::size_t>(got));
      return;
    }
    const Worker ended = std::move(worker);
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(index));
    is_short_ = false;
    take(ended, unpack(ended, reap(ended)));
  }

  void take(const Worker& ended, Unpacked unpacked) {
    if (unpacked.problem.en.empty()) {
      finished_.emplace(ended.job, std::move(unpacked.result));
      ++done_;
      deliver_in_order();
    } else if (!unpacked.by_itself && ended.attempt == 1 && !is_stop_asked()) {
      if (options_.retrying) options_.retrying({ended.job, unpacked.problem});
      put_back_.emplace(ended.job, 2);
    } else {
      const bool is_second = ended.attempt == 2;
      lose(Loss{ended.job,
                {unpacked.problem.en + (is_second ? ", twice" : ""),
                 unpacked.problem.zh + (is_second ? "，两次均如此" : "")}});
    }
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
    if (options_.progress) {
      options_.progress({done_, jobs_, SteadyClock::now() - start_, running_.size(), interrupted_});
    }
  }

  std::size_t jobs_;
  const std::function<std::string(std::size_t)>& work_;
  const std::function<void(std::size_t, std::string_view)>& deliver_;
  const PoolOptions& options_;
  SteadyClock::time_point start_ = SteadyClock::now();
  std::vector<Worker> running_;
  std::map<std::size_t, std::string> finished_;  ///< waiting for an earlier job
  std::map<std::size_t, int> put_back_;          ///< jobs to be launched first, and which attempt
  bool is_short_ = false;                        ///< the system gave no worker a moment ago
  std::size_t launched_ = 0;
  std::size_t delivered_ = 0;
  std::size_t done_ = 0;
  bool interrupted_ = false;
  std::optional<Loss> loss_;
};

}  // namespace

PoolOutcome run_pool(std::size_t jobs, const std::function<std::string(std::size_t)>& work,
                     const std::function<void(std::size_t, std::string_view)>& deliver,
                     const PoolOptions& options) {
  return Pool(jobs, work, deliver, options).run();
}

}  // namespace kouan::analysis
