// How vehicles part and come together, in sentences.
#include "analysis/check_processes.hpp"

namespace kouan::analysis {

using models::Steps;

void ProcessWriter::sentence(const models::Parallel& parallel, std::size_t depth) {
  const auto ways = static_cast<std::int32_t>(parallel.ways.size());
  const std::int32_t needed = parallel.needed == 0 ? ways : parallel.needed;
  line(depth, say_("does {} things at once and goes on when {} are done:",
                   "同时办理{}项，其中{}项办结后继续：", ways, needed));
  ++ways_around_;
  for (const Steps& way : parallel.ways) {
    line(depth + 1, say_("one of them:", "其中一项："));
    steps(way, depth + 2);
  }
  --ways_around_;
}

void ProcessWriter::sentence(const models::Gather& gather, std::size_t depth) {
  line(depth, say_("waits at {} for the others{}", "在{}等候集齐{}",
                   title_of(scenario_.gatherings, gather.at),
                   gather.steps.empty() ? "" : say_("; together they then", "，随后一同")));
  steps(gather.steps, depth + 1);
  std::vector<std::string> causes;
  for (const models::Gathering& at : scenario_.gatherings) {
    if (at.id == gather.at && !at.places.empty())
      causes.emplace_back(say_("its places are taken", "候位已满"));
  }
  if (gather.patience_s)
    causes.push_back(say_("it has waited for {}", "已等候{}", say_.time(*gather.patience_s)));
  instead(gather, causes, depth);
}

void ProcessWriter::sentence(const models::LetOff&, std::size_t depth) {
  line(depth, say_("lets off those aboard, who go on by themselves", "所载各单元卸离，各自继续"));
}

void ProcessWriter::sentence(const models::Split& split, std::size_t depth) {
  line(depth, say_("lets {:.3g} of {} (on average) go their own way with {} of its load",
                   "分出平均{:.3g}个{}，携{}载荷各自继续", split.number.mean(),
                   title_of(scenario_.classes, split.into), say_.share(split.share)));
}

}  // namespace kouan::analysis
