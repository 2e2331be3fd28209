// Field listings of what decides ways: conditions, attributes, loops and jumps.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "models/place_names.hpp"
#include "models/scenario_verbs.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

/// A condition as written: one thing asked, and for numbers one comparison.
struct WhenText {
  std::string subject;
  std::string attribute;
  Node value;
};

Text number_or_quantity() {
  return {"a number, or a quantity with its unit", "数，或带单位的数量"};
}

const Listing<WhenText>& when_listing() {
  static const auto k_listing = [] {
    auto listing = Listing<WhenText>(
        "condition",
        "What has to hold: one thing asked, with one comparison where the answer is a number.",
        "条件：一个询问对象；若为数值，另加一个比较。");
    const Type<std::string> stage_or_yard = definition(name_of_either({"stages", "yards"}));
    const auto subject = [&](const char* key, const Type<std::string>& type, const char* en,
                             const char* zh, const char* example) {
      listing.field(key, &WhenText::subject, type).doc(en, zh).example(example);
    };
    subject("number", stage_or_yard, "How many wait there or hold a server.",
            "该处排队与占用通道（作业位）的车辆数。", "lane-a");
    subject("waiting", stage_or_yard, "How many wait there.", "该处排队的车辆数。", "lane-a");
    subject("free", stage_or_yard, "Whether a server is free there and nobody waits.",
            "该处是否有空闲通道（作业位）且无人排队。", "lane-a");
    subject("busy", stage_or_yard, "The contrary.", "与上相反。", "lane-a");
    subject("open", definition(name_of("hours")), "Whether these hours are open.",
            "此开放时间是否开放。", "night");
    subject("closed", definition(name_of("hours")), "The contrary.", "与上相反。", "night");
    listing.field("attribute", &WhenText::attribute, text())
        .doc("Attribute of the vehicle.", "车辆的属性。")
        .example("load");
    const auto comparison = [&](const char* key, const char* en, const char* zh) {
      Type<Node> number = any();
      number.info->shape = Shape::text;
      number.info->allowed = number_or_quantity();
      listing.field(key, &WhenText::value, number).doc(en, zh).example("3");
    };
    comparison("below", "Less than this.", "小于。");
    comparison("at_most", "This or less.", "不大于。");
    comparison("equals", "Just this.", "等于。");
    comparison("at_least", "This or more.", "不小于。");
    comparison("above", "More than this.", "大于。");
    const std::vector<std::string> asks = {"free", "busy", "open", "closed"};
    std::vector<std::string> compares = {"below", "at_most", "equals", "at_least", "above"};
    listing.exactly_one({"number", "waiting", "free", "busy", "open", "closed", "attribute"})
        .at_most_one(compares);
    for (const std::string& ask : asks)
      listing.apart(ask, compares);
    compares.insert(compares.end(), asks.begin(), asks.end());
    listing.at_least_one(compares);
    return listing;
  }();
  return k_listing;
}
const ObjectInfo& when_info() { return when_listing().info(); }

constexpr std::array<std::pair<const char*, sim::Question>, 7> k_subjects = {
    {{"number", sim::Question::number},
     {"waiting", sim::Question::waiting},
     {"free", sim::Question::free},
     {"busy", sim::Question::free},
     {"open", sim::Question::open},
     {"closed", sim::Question::open},
     {"attribute", sim::Question::attribute}}};
constexpr std::array<std::pair<const char*, sim::Comparison>, 5> k_comparisons = {
    {{"below", sim::Comparison::below},
     {"at_most", sim::Comparison::at_most},
     {"equals", sim::Comparison::equal},
     {"at_least", sim::Comparison::at_least},
     {"above", sim::Comparison::above}}};

/// The only one of these keys that the map has; null after a message, or if there is none.
template <class Keys>
const Entry* only_one(Reader& reader, const Node& map, const std::string& path, const Keys& keys,
                      const Text& none, const Text& allowed, int& index) {
  const Entry* found = nullptr;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Entry* entry = map.find(keys[i].first);
    if (entry == nullptr) continue;
    if (found != nullptr) {
      reader.conflict(Code::conflict, entry->mark, join(path, entry->key),
                      found_beside(entry->key, found->key), allowed, found->mark,
                      {"the other", "另一个"});
      return nullptr;
    }
    found = entry;
    index = static_cast<int>(i);
  }
  if (found == nullptr) reader.error(Code::missing_key, map.mark, path, none, allowed);
  return found;
}

/// Reads what a number is compared with, in the dimension of the attribute.
bool read_comparison(Reader& reader, const Node& map, const std::string& path, const Entry& subject,
                     When& out) {
  int which = -1;
  const Entry* entry =
      only_one(reader, map, path, k_comparisons,
               {"found a condition that compares with nothing", "条件未写明与何值比较"},
               {"one of below, at_most, equals, at_least, above",
                "below、at_most、equals、at_least、above之一"},
               which);
  if (entry == nullptr) return false;
  out.how = k_comparisons[static_cast<std::size_t>(which)].second;
  const std::string at = join(path, entry->key);
  const bool is_attribute = out.what == sim::Question::attribute;
  const AnyQuantity value =
      entry->node.is_scalar() ? parse_any_quantity(entry->node.text) : AnyQuantity{};
  if (value.dimension == nullptr || (!is_attribute && value.dimension != &number_dimension())) {
    reader.unexpected(Code::number, entry->node, at,
                      is_attribute ? number_or_quantity() : number_dimension().name);
    return false;
  }
  out.value = value.value;
  out.written = entry->node.text;
  if (!is_attribute) return true;
  out.attribute =
      reader.attribute(subject.node.text, *value.dimension, subject.mark, join(path, "attribute"));
  return out.attribute >= 0;
}

bool settle_when(Reader& reader, const Node& map, const std::string& path, When& out) {
  int which = -1;
  const Entry* subject = only_one(reader, map, path, k_subjects,
                                  {"found a condition that asks for nothing", "条件未写明询问对象"},
                                  {"one of number, waiting, free, busy, open, closed, attribute",
                                   "number、waiting、free、busy、open、closed、attribute之一"},
                                  which);
  if (subject == nullptr) return false;
  out.what = k_subjects[static_cast<std::size_t>(which)].second;
  out.of = subject->node.text;
  const bool is_yes_or_no = out.what == sim::Question::free || out.what == sim::Question::open;
  if (!is_yes_or_no) return read_comparison(reader, map, path, *subject, out);
  for (const auto& [key, how] : k_comparisons) {
    const Entry* entry = map.find(key);
    if (entry == nullptr) continue;
    reader.conflict(Code::conflict, entry->mark, join(path, key), found_beside(key, subject->key),
                    {"no comparison: it holds or not", "不写比较：只有是与否"}, subject->mark,
                    {"what is asked", "询问对象"});
    return false;
  }
  out.how = sim::Comparison::equal;
  out.value = subject->key == "free" || subject->key == "open" ? 1 : 0;
  return true;
}

struct AssignText : Assign {
  std::string name;
  AnyDistribution drawn;
  AnyDistribution more;
};

void settle_assign(Reader& reader, const Node& map, const std::string& path, AssignText& out) {
  const Entry* value = map.find("value");
  const Entry* more = map.find("add");
  if ((value == nullptr) == (more == nullptr))
    return reader.error(Code::missing_key, map.mark, path,
                        value == nullptr
                            ? Text{"found neither \"value\" nor \"add\"", "“value”和“add”均未写"}
                            : found_beside("value", "add"),
                        {"either value: what it becomes, or add: what comes on top",
                         "“value: 所赋之值”或“add: 增加的量”，二者择一"});
  out.adds = more != nullptr;
  const AnyDistribution& drawn = out.adds ? out.more : out.drawn;
  out.value = drawn.distribution;
  out.attribute = reader.attribute(out.name, *drawn.dimension, map.value("attribute")->mark,
                                   join(path, "attribute"));
}

const Listing<AssignText>& assign_listing() {
  static const auto k_listing =
      Listing<AssignText>("assign", "Give the vehicle an attribute.", "为车辆的属性赋值。")
          .field("attribute", &AssignText::name, text())
          .required()
          .doc("Name of the attribute.", "属性名称。")
          .example("inspection")
          .field("value", &AssignText::drawn, any_distribution())
          .doc("What it becomes: a number, a quantity with its unit, or a distribution of one.",
               "所赋之值：数值、带单位的量，或其分布。")
          .example("\"uniform(5 min, 20 min)\"")
          .field("add", &AssignText::more, any_distribution())
          .doc("Instead: what comes on top of what it was, 0 at first.",
               "或：在原值上增加的量；初值为零。")
          .example("1")
          .exactly_one({"value", "add"})
          .check(&settle_assign);
  return k_listing;
}
const ObjectInfo& assign_info() { return assign_listing().info(); }

void check_repeat(Reader& reader, const Node& map, const std::string& path, Repeat& out) {
  const Entry* again = map.find("again");
  const Entry* condition = map.find("while");
  if ((again == nullptr) == (condition == nullptr))
    return reader.error(
        Code::missing_key, map.mark, path,
        again == nullptr ? Text{"found neither \"again\" nor \"while\"", "“again”和“while”均未写"}
                         : found_beside("again", "while"),
        {"either again: 20 %, or while: {…}", "“again: 20 %”或“while: {…}”，二者择一"});
  if (again != nullptr && out.again >= 1)
    reader.unexpected(Code::out_of_range, plain(again->node), join(path, "again"),
                      {"less than 100 %, or nobody ever goes on", "小于100 %，否则永远不会继续"});
}

const Listing<Repeat>& repeat_listing() {
  static const auto k_listing =
      Listing<Repeat>("repeat", "Do steps, then perhaps again.", "执行步骤，随后可能重复。")
          .field("steps", &Repeat::steps, steps(false))
          .required()
          .doc("The steps.", "步骤。")
          .example("[{visit: imaging}]")
          .field("again", &Repeat::again, quantity(share_dimension(), from_to(0, 1)))
          .doc("Probability of doing them again, each time.", "每次执行后重复的概率。")
          .example("20 %")
          .field("while", &Repeat::when, when())
          .doc("Instead: as long as this holds after them.", "或：执行后此条件成立则重复。")
          .example("{attribute: tries, below: 3}")
          .exactly_one({"again", "while"})
          .check(&check_repeat);
  return k_listing;
}
const ObjectInfo& repeat_info() { return repeat_listing().info(); }

}  // namespace

Type<std::vector<When>> when() {
  Type<std::vector<When>> type;
  *type.info = *object(&when_listing, &when_info).info;
  type.read = [](Reader& reader, const Node& node, const std::string& path,
                 std::vector<When>& out) {
    WhenText read;
    if (!when_listing().read(reader, node, path, read)) return false;
    return settle_when(reader, node, path, out.emplace_back());
  };
  return type;
}

std::vector<Verb> routing_verbs() {
  return {
      verb<AssignText>({"assign",
                        {"Give the vehicle an attribute, which stands for it ever after.",
                         "为车辆的属性赋值，此后一直有效。"},
                        "assign: {attribute: inspection, value: \"uniform(5 min, 20 min)\"}"},
                       &itself<AssignText>, object(&assign_listing, &assign_info)),
      verb<Repeat>({"repeat",
                    {"Do steps, and again with a probability or while a condition holds.",
                     "执行步骤，按概率或在条件成立时重复。"},
                    "repeat: {steps: [{visit: imaging}], again: 20 %}"},
                   &itself<Repeat>, object(&repeat_listing, &repeat_info)),
      verb<Label>({"label",
                   {"A name for this place of the process.", "流程中此处的名称。"},
                   "label: documents"},
                  &Label::name, definition(text())),
      verb<GoTo>({"go-to",
                  {"Go on at a label of the same process.", "转到同一流程中的标签处。"},
                  "go-to: documents"},
                 &GoTo::label, definition(text())),
  };
}

}  // namespace kouan::models
