// The event trace of a run as a CSV file.
#pragma once

#include <span>

#include "analysis/report/files.hpp"
#include "sim/program.hpp"
#include "sim/trace.hpp"

namespace kouan::analysis {

/// Writes records as they come, so that a long run's trace need not fit into memory, into a file
/// that its maker keeps or not. Rows are time_s, class, number, place, event, in the order in which
/// things happened. Throws std::system_error when the file can't be written, out of the run too.
class TraceFile {
 public:
  /// Both must outlive the object. What an attempt before wrote into the file is given up.
  TraceFile(NewFile& file, const sim::Model& model);
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  /// For the run's options.
  sim::Trace& trace() { return trace_; }
  /// After the run.
  void flush();

 private:
  void write(std::span<const sim::TraceRecord> records);
  std::string_view place_name(std::uint32_t place) const;

  const sim::Model& model_;
  NewFile& file_;
  sim::Trace trace_;
};

}  // namespace kouan::analysis
