// Field listings of queues: priority, turning away, patience; of visits and of stages.
#include "models/scenario_fields_queues.hpp"

#include <fmt/format.h>

#include "models/scenario_verbs.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

/// Most numbers of priority: one byte counts their levels.
constexpr double k_most_priorities = 99;

/// A value that may be missing.
template <class V>
Type<std::optional<V>> maybe(const Type<V>& type) {
  Type<std::optional<V>> out;
  out.info = type.info;
  out.read = [type](Reader& reader, const Node& node, const std::string& path,
                    std::optional<V>& value) {
    return type.read(reader, node, path, value.emplace());
  };
  out.number = [type](const std::optional<V>& value) {
    return value && type.number ? type.number(*value) : std::nullopt;
  };
  return out;
}

/// The three keys of QueueRules; `rules` leads to them.
template <class S, class Rules>
void add_rules(Listing<S>& listing, Rules rules, const std::string& full_default,
               const std::string& other_default) {
  listing
      .field(
          "when_full",
          [rules](S& s) -> std::optional<bool>& { return std::invoke(rules, s).turns_away; },
          one_of_two<std::optional<bool>>({"wait", "turn-away"}))
      .otherwise(full_default)
      .doc("What those do who find the queue full: wait where they are, or are turned away.",
           "排队已满时：原地等候（wait），或被拒离开（turn-away）。")
      .example("turn-away")
      .field(
          "balk_at",
          [rules](S& s) -> std::optional<std::int64_t>& { return std::invoke(rules, s).balk_at; },
          queue_length())
      .otherwise(other_default)
      .doc("Those who have to wait and find this many waiting do not join (balking).",
           "到达时排队已达此数则不加入。")
      .example("20 vehicles")
      .field(
          "patience",
          [rules](S& s) -> std::optional<sim::Distribution>& {
            return std::invoke(rules, s).patience_s;
          },
          maybe(distribution(time_dimension(), true)))
      .otherwise(other_default)
      .doc("They give up after waiting for this long (reneging).", "等待超过此时长即放弃。")
      .example("\"exponential(2 h)\"");
}

}  // namespace

template <class S>
Listing<S>& with_own_queue_rules(Listing<S>& listing) {
  listing.field("priority", &S::priority, maybe(definition(count(from_to(1, k_most_priorities)))))
      .otherwise("the place's")
      .doc("Who is served first here: 1 before 2 and so on; goes before the place's own.",
           "优先级：1 最先；优先于环节的设定。")
      .example("1");
  add_rules(listing, &S::rules, "the place's", "the place's");
  return listing
      .field(
          "otherwise",
          [](S& s) -> Steps& {
            s.has_otherwise = true;
            return s.otherwise;
          },
          steps())
      .otherwise("[leave]")
      .doc("Done instead by those who are turned away, balk or give up; then on after this step.",
           "被拒、不加入或放弃者改为执行的步骤，随后继续其后流程。")
      .example("[{visit: second-gate}]");
}
template Listing<VisitText>& with_own_queue_rules<VisitText>(Listing<VisitText>&);
template Listing<Seize>& with_own_queue_rules<Seize>(Listing<Seize>&);
template Listing<Pass>& with_own_queue_rules<Pass>(Listing<Pass>&);
template Listing<Within>& with_own_queue_rules<Within>(Listing<Within>&);

namespace {

void check_full(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  const bool is_limited = out.queue_places || !reader.is_sound(join(path, "queue"));
  if (!out.rules.turns_away.value_or(false) || is_limited) return;
  if (out.is_shared) return;  // refused there anyway
  warn_never_full(reader, map.find("when_full")->mark, join(path, "when_full"));
}

}  // namespace

void add_queue_rules(Listing<StageText>& listing) {
  listing
      .field("priority", &StageText::priority,
             by_name("classes", definition(count(from_to(1, k_most_priorities)))))
      .otherwise("{}")
      .doc(
          "Who is served first, by class: 1 before 2 and so on; first come first served within. "
          "Classes not named come last.",
          "各类别的优先级：1 最先，同级先到先服务；未列出的类别最后。")
      .example("{bus: 1, coal-truck: 2}");
  add_rules(listing, &StageText::rules, "wait", "nobody does");
  listing.check(&check_full);
}

void warn_never_full(Reader& reader, const Mark& mark, const std::string& path) {
  reader.warning(Code::no_effect, mark, path,
                 {"found \"turn-away\" where the queue has no limit: nobody ever finds it full",
                  "排队不限长，不会排满，“turn-away”不起作用"},
                 {"queue: NUMBER at the place, or balk_at: NUMBER instead of it",
                  "在该处写明queue: 数目，或改用balk_at: 数目"});
}

}  // namespace kouan::models
