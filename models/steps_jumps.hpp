// Labels, the jumps to them, and loops: what the ways that come back have passed. Read from the
// nodes of a scenario.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "models/language/reader.hpp"
#include "models/steps_passage.hpp"

namespace kouan::models {

/// The steps are walked in rounds, until what comes back into labels and loops does not change.
class StepsJumps {
 public:
  /// Where a label stands: its mark, and what is held there.
  struct LabelPlace {
    language::Mark mark;
    std::vector<std::string> held_since;
  };
  using Labels = std::map<std::string, LabelPlace>;

  /// The reader must outlive this.
  explicit StepsJumps(language::Reader& reader) : reader_(reader) {}

  /// From the first step once more; the labels of the round before are known.
  void begin_round();
  /// Whether another round may find more: in the last one something went out that was not known.
  bool has_changed() const { return has_changed_; }

  /// Ways from elsewhere come into the place, and ways go from here to it.
  void come_in(const std::string& place, Passage& passage) const;
  void go_out(const std::string& place, const Passage& passage);

  /// Silent: no messages.
  void label(const language::Node& node, const std::string& path, Passage& passage, bool is_silent);
  void go_to(const language::Node& node, const std::string& path, Passage& passage, bool is_silent);

  /// A step that could not be read: it may hold labels, and jump to those that it names.
  void note_gap(const language::Node& step);
  bool has_gaps() const { return has_gaps_; }

  /// No way leads out of the steps at the path or into them, until that ends.
  void begin_held(const std::string& path) { held_since_.push_back(path); }
  void end_held() { held_since_.pop_back(); }

  /// Labels met in this round. Steps that stand several times have theirs once each: before the
  /// next time, those from before all of them are put back.
  const Labels& labels() const { return labels_; }
  void put_back(const Labels& labels) { labels_ = labels; }

 private:
  language::Reader& reader_;
  std::map<std::string, Passage> coming_;  ///< into labels and loops, from elsewhere
  Labels labels_;
  Labels known_labels_;                  ///< all of the process
  std::set<std::string> words_of_gaps_;  ///< in steps that could not be read
  bool has_gaps_ = false;
  std::vector<std::string> held_since_;  ///< paths of the steps that hold, outermost first
  bool has_changed_ = true;
};

}  // namespace kouan::models
