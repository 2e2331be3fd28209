#include "analysis/interrupt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include "analysis/system_error.hpp"

namespace kouan::analysis {

namespace {

// What a signal handler may touch: lock-free atomics and write().
std::atomic<int> g_count{0};
std::atomic<int> g_signal{0};
std::atomic<bool> g_held{false};
std::array<int, 2> g_pipe{-1, -1};
constexpr int k_enough_to_end = 9;  // where writing hangs, on a lost network disk say
constexpr std::array k_caught{SIGINT, SIGTERM, SIGHUP};
std::array<struct sigaction, k_caught.size()> g_old;
struct sigaction g_old_pipe;

extern "C" void on_signal(int number) {
  const int saved = errno;
  int none = 0;
  g_signal.compare_exchange_strong(none, number);
  if (g_count.fetch_add(1) + 1 >= (g_held ? k_enough_to_end : 2)) {
    for (std::size_t i = 0; i < k_caught.size(); ++i)
      ::sigaction(k_caught[i], &g_old[i], nullptr);
  }
  const char byte = 0;
  [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);
  errno = saved;
}

void catch_all() {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < k_caught.size(); ++i) {
    const bool by_nohup = k_caught[i] == SIGHUP && g_old[i].sa_handler == SIG_IGN;
    if (!by_nohup) sigaction(k_caught[i], &action, nullptr);
  }
}

}  // namespace

Interrupt::Interrupt() {
  if (g_pipe[0] >= 0) throw std::logic_error("signals are being caught already");
  if (::pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    const int error = errno;  // making the text may change it
    throw SystemError(error, {"cannot make a pipe", "无法建立管道"});
  }
  g_count = 0;
  g_signal = 0;
  g_held = false;
  for (std::size_t i = 0; i < k_caught.size(); ++i)
    sigaction(k_caught[i], nullptr, &g_old[i]);
  catch_all();
  struct sigaction action = {};
  sigemptyset(&action.sa_mask);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, &g_old_pipe);
}

Interrupt::~Interrupt() {
  for (std::size_t i = 0; i < k_caught.size(); ++i)
    sigaction(k_caught[i], &g_old[i], nullptr);
  sigaction(SIGPIPE, &g_old_pipe, nullptr);
  ::close(g_pipe[0]);
  ::close(g_pipe[1]);
  g_pipe = {-1, -1};
}

int Interrupt::count() const { return g_count; }
int Interrupt::signal() const { return g_signal; }
int Interrupt::fd() const { return g_pipe[0]; }

void Interrupt::hold() const {
  g_held = true;
  catch_all();  // a second one may have given them back before
}

void Interrupt::acknowledge() const {
  std::array<char, 16> bytes{};
  while (::read(g_pipe[0], bytes.data(), bytes.size()) > 0) {
  }
}

}  // namespace kouan::analysis
