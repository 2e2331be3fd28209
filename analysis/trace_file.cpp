#include "analysis/trace_file.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>

namespace kouan::analysis {

TraceFile::TraceFile(NewFile& file, const sim::Model& model)
    : model_(model),
      file_(file),
      trace_([this](std::span<const sim::TraceRecord> records) { write(records); }) {
  file_.restart();
  file_.write("time_s,class,number,place,event\n");
}

void TraceFile::flush() {
  trace_.flush();
  file_.flush();
}

/// Whole microseconds are written as such: no digit is lost.
void TraceFile::write(std::span<const sim::TraceRecord> records) {
  std::string rows;
  for (const sim::TraceRecord& r : records)
    fmt::format_to(std::back_inserter(rows), "{}.{:06},{},{},{},{}\n", r.at / sim::k_second,
                   r.at % sim::k_second, model_.classes[r.class_index].name, r.serial + 1,
                   place_name(r.place), name_of(r.event));
  file_.write(rows);
}

std::string_view TraceFile::place_name(std::uint32_t place) const {
  if (place == sim::k_none) return {};
  if (place < model_.resources.size()) return model_.resources[place].name;
  place -= static_cast<std::uint32_t>(model_.resources.size());
  if (place < model_.stores.size()) return model_.stores[place].name;
  return model_.gatherings[place - model_.stores.size()].name;
}

}  // namespace kouan::analysis
