// What steps must fulfil in which entities part and meet. Read from the nodes of a scenario.
#pragma once

#include <string>
#include <vector>

#include "models/steps_passage.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {

/// What holds after one more of the parallel ways, in `passage`: the way starts from what held
/// before all of them; attributes that a part is given are its own.
void add_way(const Passage& before, const Passage& way, bool is_awaited, Passage& passage);

class StepsParting {
 public:
  /// The reader must outlive this.
  explicit StepsParting(language::Reader& reader) : reader_(reader), places_(reader) {}

  /// Border and clearance are the whole's, and what stands once on a way stands on one of the
  /// parallel ways; `passage` as after those that come first.
  void check_way(const Passage& before, const Passage& way, const Passage& passage,
                 const std::string& path) const;

  /// A carrier has no papers and no clocks: those are of its members.
  void check_carrier(const Passage& before, const Passage& inside, const std::string& path) const;

  /// A part on a parallel way does not become another entity: its load is the whole's.
  void check_into(const language::Entry& gather, const std::string& path) const;

  /// Whether somebody may come to `otherwise` of a gather, meet or appointment.
  void check_otherwise(const language::Node& step, const std::string& path) const;

 private:
  void refuse(const std::vector<std::string>& verbs, const Passage& before, const Passage& after,
              const std::string& path, const Text& where, const Text& allowed) const;

  language::Reader& reader_;
  StepsPlaces places_;
};

}  // namespace kouan::models
