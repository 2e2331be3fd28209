// Field listings of choices: the verbs that decide which way an entity goes.

#include <fmt/format.h>

#include "models/scenario_verbs.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

std::vector<When>& condition_of(Option& option) { return option.when; }

Steps& rest_of(Option& option) {
  option.otherwise = true;
  return option.steps;
}

/// One way of a choice goes by chance or by conditions, or is for the rest.
void check_option(Reader& reader, const Node& map, const std::string& path, Option&) {
  const Entry* share = map.find("share");
  const Entry* rest = map.find("otherwise");
  const Entry* condition = map.find("classes") != nullptr ? map.find("classes") : map.find("when");
  if (share == nullptr && rest == nullptr && condition == nullptr)
    return reader.error(Code::missing_key, map.mark, path,
                        {"found neither \"share\" nor \"otherwise\", \"classes\" or \"when\"",
                         "“share”“otherwise”“classes”“when”均未写"},
                        {"{share: 2 %, steps: […]}, {when: {…}, steps: […]}, or {otherwise: […]}",
                         "{share: 2 %, steps: […]}、{when: {…}, steps: […]}或{otherwise: […]}"});
  if (share != nullptr && condition != nullptr)
    return reader.conflict(Code::conflict, share->mark, join(path, "share"),
                           found_beside("share", condition->key),
                           {"either a share or conditions; a choice inside a choice has both",
                            "占比或条件二者择一；需要两者时将choose嵌套"},
                           condition->mark, {"the condition", "条件"});
  if (rest == nullptr) return;
  const Entry* other = share != nullptr       ? share
                       : condition != nullptr ? condition
                                              : map.find("steps");
  if (other != nullptr)
    reader.conflict(Code::conflict, other->mark, join(path, other->key),
                    found_beside(other->key, "otherwise"),
                    {"either steps with a share or conditions, or otherwise",
                     "带占比或条件的steps，或otherwise，二者择一"},
                    rest->mark, {"the rest", "其余者的步骤"});
}

const Listing<Option>& option_listing() {
  static const auto k_listing =
      Listing<Option>("option", "One way of a choice.", "一个分支。")
          .field("share", &Option::share, quantity(share_dimension(), from_to(0, 1)))
          .doc("Probability.", "概率。")
          .example("2 %")
          .field("classes", &Option::classes, definition(list_of(name_of("classes"), 1, 1000)))
          .doc("Only of these classes; instead of a share.", "仅限这些类别；与 share 二选一。")
          .example("[coal-truck]")
          .field("when", &condition_of, when())
          .doc("Only if this holds at that moment; instead of a share.",
               "仅当此条件届时成立；与 share 二选一。")
          .example("{number: lane-a, below: 3}")
          .field("steps", &Option::steps, steps())
          .otherwise("[]")
          .doc("Done if chosen.", "选中时执行的步骤。")
          .example("[{visit: imaging}]")
          .field("otherwise", &rest_of, steps())
          .doc("Done by all the rest, instead of share and steps; last in the list.",
               "其余执行的步骤；置于末尾。")
          .example("[]")
          .at_least_one({"share", "classes", "when", "otherwise"})
          .apart("share", {"classes", "when"})
          .apart("otherwise", {"share", "classes", "when", "steps"})
          .check(&check_option);
  return k_listing;
}
const ObjectInfo& option_info() { return option_listing().info(); }

/// All options by chance, or all by conditions.
bool check_kind(Reader& reader, const Node& node, const std::string& path,
                const std::vector<Option>& options) {
  const auto& first = options.front();
  for (std::size_t i = 1; i < options.size(); ++i) {
    if (options[i].otherwise || options[i].by_condition() == first.by_condition()) continue;
    reader.conflict(
        Code::conflict, node.items[i].mark, join(path, i),
        {"found an option by chance beside one by condition", "按占比的分支与按条件的分支并存"},
        {"one kind in a choice; a choice inside a choice has both",
         "同一choose只用一种；需要两者时将choose嵌套"},
        node.items.front().mark, {"the first option", "首个分支"});
    return false;
  }
  return true;
}

constexpr double k_slack = 1e-9;

/// The shares sum to at most 100 %: those that can be read, whatever is wrong in others.
bool check_sum(Reader& reader, const Node& node, const std::string& path) {
  double sum = 0;
  for (const Node& option : node.items) {
    const Parsed<double> share = parse_quantity(text_of(option, "share"), share_dimension());
    if (!share.problem && share.value >= 0 && share.value <= 1) sum += share.value;
  }
  if (sum <= 1 + k_slack) return true;
  reader.error(Code::sum, node.mark, path,
               told("found shares that sum to {:.6g} %", "占比之和为{:.6g} %", 100 * sum),
               {"at most 100 %", "至多100 %"});
  return false;
}

/// One kind of options, and the rest comes last.
bool check_choice(Reader& reader, const Node& node, const std::string& path,
                  const std::vector<Option>& options) {
  if (!check_kind(reader, node, path, options)) return false;
  double sum = 0;
  for (std::size_t i = 0; i < options.size(); ++i) {
    sum += options[i].share;
    if (!options[i].otherwise || i + 1 == options.size()) continue;
    reader.error(Code::step, node.items[i].mark, join(path, i),
                 {"found \"otherwise\" before other options", "“otherwise”之后还有其他分支"},
                 {"otherwise once, last", "otherwise仅一次，置于末尾"});
    return false;
  }
  if (options.back().otherwise && sum >= 1 - k_slack) {
    reader.warning(Code::no_effect, node.items.back().mark, join(path, options.size() - 1),
                   {"found \"otherwise\" where nothing is left: the shares sum to 100 %",
                    "各项占比之和已为100%，“otherwise”不起作用"});
  }
  return true;
}

Type<std::vector<Option>> options() {
  Type<std::vector<Option>> type = list_of(object(&option_listing, &option_info), 1, 100);
  type.read = [read = type.read](Reader& reader, const Node& node, const std::string& path,
                                 std::vector<Option>& out) {
    const bool is_read = read(reader, node, path, out);
    return check_sum(reader, node, path) && is_read && check_choice(reader, node, path, out);
  };
  return type;
}

}  // namespace

std::vector<Verb> choice_verbs() {
  return {
      verb<Choose>(
          {"choose",
           {"Take one of several ways, by chance or the first whose condition holds; what is "
            "left goes straight on.",
            "选择分支：按概率，或取首个条件成立者；其余直接继续。"},
           "choose: [{share: 2 %, steps: [{visit: imaging}]}, {otherwise: []}]"},
          &Choose::options, options()),
  };
}

}  // namespace kouan::models
