// SIGINT, SIGTERM and SIGHUP as something one can wait for: the first asks to stop after what is
// running, the second asks to stop at once, the third ends the process, or, once there may be
// results, the tenth.
#pragma once

namespace kouan::analysis {

/// Catches them while it lives; SIGHUP unless it was ignored, as nohup does. Ignores SIGPIPE: a log
/// that nobody reads any more must not end hours of runs. One at a time per process.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// From now on only the tenth signal ends the process, should writing hang: runs that earlier
  /// ones end at once leave results of those before, which are written whole.
  void hold() const;
  /// Signals caught so far.
  int count() const;
  /// The first signal caught, 0 = none.
  int signal() const;
  /// Becomes readable when a signal is caught; for poll().
  int fd() const;
  /// Empties `fd`.
  void acknowledge() const;
};

}  // namespace kouan::analysis
