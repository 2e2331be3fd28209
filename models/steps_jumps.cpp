#include "models/steps_jumps.hpp"

#include <fmt/format.h>

#include <utility>

#include "models/language/nearest_word.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {

using namespace language;

void StepsJumps::begin_round() {
  has_changed_ = false;
  known_labels_ = std::exchange(labels_, {});
}

void StepsJumps::come_in(const std::string& place, Passage& passage) const {
  const auto from = coming_.find(place);
  if (from != coming_.end()) passage = merged(passage, from->second);
}

void StepsJumps::go_out(const std::string& place, const Passage& passage) {
  Passage& known = coming_.try_emplace(place, Passage{false, {}}).first->second;
  const Passage more = merged(known, passage);
  has_changed_ = has_changed_ || !is_same(known, more);
  known = more;
}

void StepsJumps::label(const Node& node, const std::string& path, Passage& passage,
                       bool is_silent) {
  const std::string name = plain(node).text;
  const auto [known, is_new] = labels_.emplace(name, LabelPlace{node.mark, held_since_});
  if (!is_new && !is_silent)
    reader_.conflict(Code::conflict, node.mark, path,
                     told("found the label \"{}\" a second time", "标签“{}”重复", name),
                     {"each label once in a process", "同一流程中每个标签仅一次"},
                     known->second.mark, {"the first", "首次出现"});
  come_in("label " + name, passage);
  if (words_of_gaps_.count(name) != 0) passage = after_gap();
}

void StepsJumps::note_gap(const Node& step) {
  has_gaps_ = true;
  if (step.is_scalar() && words_of_gaps_.insert(step.text).second) has_changed_ = true;
  for (const Node& item : step.items)
    note_gap(item);
  for (const Entry& entry : step.entries)
    note_gap(entry.node);
}

void StepsJumps::go_to(const Node& node, const std::string& path, Passage& passage,
                       bool is_silent) {
  const std::string name = plain(node).text;
  go_out("label " + name, passage);
  passage.comes = false;
  if (is_silent || words_of_gaps_.count(name) != 0) return;
  const auto label = known_labels_.find(name);
  if (label == known_labels_.end()) {
    std::vector<std::string> words;
    for (const auto& known : known_labels_)
      words.push_back(known.first);
    return reader_.error(
        Code::reference, node.mark, path,
        told("found no label \"{}\" in this process", "本流程中没有标签“{}”", name),
        words.empty() ? Text{"label: NAME in the same process", "同一流程中写明“label: 名称”"}
                      : word_list(words),
        nearest_word(name, words));
  }
  if (label->second.held_since != held_since_)
    reader_.conflict(
        Code::step, node.mark, path,
        {"found a way out of or into what is held over steps", "跳转越出或进入了占用期间的步骤"},
        {"a label within the same \"within\", visit or parallel way",
         "同一“within”、visit或并行分支内的标签"},
        label->second.mark, {"the label", "该标签"});
}

}  // namespace kouan::models
