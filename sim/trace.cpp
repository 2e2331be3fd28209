#include "sim/trace.hpp"

namespace kouan::sim {

std::string_view name_of(TraceEvent event) {
  switch (event) {
    case TraceEvent::arrive:
      return "arrive";
    case TraceEvent::queue:
      return "queue";
    case TraceEvent::held_back:
      return "held-back";
    case TraceEvent::start:
      return "start";
    case TraceEvent::end:
      return "end";
    case TraceEvent::leave:
      return "leave";
    case TraceEvent::refused:
      return "refused";
    case TraceEvent::gave_up:
      return "gave-up";
    case TraceEvent::interrupted:
      return "interrupted";
    case TraceEvent::resumed:
      return "resumed";
    case TraceEvent::handed_over:
      return "handed-over";
    case TraceEvent::travel:
      return "travel";
    case TraceEvent::reach_border:
      return "reach-border";
    case TraceEvent::declare:
      return "declare";
    case TraceEvent::await:
      return "await-documents";
    case TraceEvent::release:
      return "release";
    case TraceEvent::unload:
      return "unload";
    case TraceEvent::cleared:
      return "cleared";
    case TraceEvent::depart:
      return "depart";
    case TraceEvent::turned_away:
      return "turned-away";
  }
  return "";
}

void Trace::add(const TraceRecord& record) {
  block_.push_back(record);
  if (block_.size() == k_block) flush();
}

void Trace::flush() {
  if (block_.empty()) return;
  take_(block_);
  block_.clear();
}

}  // namespace kouan::sim
