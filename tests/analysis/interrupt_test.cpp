#include "analysis/interrupt.hpp"

#include <doctest/doctest.h>

#include <csignal>

namespace {

int g_seen = 0;
extern "C" void see(int) { ++g_seen; }

void (*handler_of(int number))(int) {
  struct sigaction now = {};
  sigaction(number, nullptr, &now);
  return now.sa_handler;
}

}  // namespace

TEST_CASE("a second signal gives all signals back as they were, ignored ones ignored") {
  std::signal(SIGHUP, SIG_IGN);  // as nohup does
  std::signal(SIGINT, see);
  {
    const kouan::analysis::Interrupt interrupt;
    CHECK((handler_of(SIGHUP) == SIG_IGN));
    std::raise(SIGINT);
    CHECK(interrupt.count() == 1);
    CHECK(interrupt.signal() == SIGINT);
    CHECK((handler_of(SIGINT) != see));
    std::raise(SIGINT);
    CHECK(interrupt.count() == 2);
    CHECK(g_seen == 0);
    CHECK((handler_of(SIGHUP) == SIG_IGN));
    CHECK((handler_of(SIGINT) == see));
  }
  std::signal(SIGHUP, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
}

TEST_CASE("once there are results to keep no number of signals ends the process") {
  std::signal(SIGINT, see);
  std::signal(SIGHUP, SIG_IGN);
  {
    const kouan::analysis::Interrupt interrupt;
    std::raise(SIGINT);
    std::raise(SIGINT);
    CHECK((handler_of(SIGINT) == see));
    interrupt.hold();
    CHECK((handler_of(SIGHUP) == SIG_IGN));
    for (int i = 0; i < 3; ++i)
      std::raise(SIGINT);
    CHECK(interrupt.count() == 5);
    CHECK(g_seen == 0);
  }
  CHECK((handler_of(SIGINT) == see));
  std::signal(SIGHUP, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
}
