// Whether vehicles have the attributes that steps ask for.
#pragma once

#include <string>
#include <vector>

#include "models/steps_passage.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {

/// An attribute comes from the trace of a class, or is assigned on every way before it is asked
/// for; the passage of a step holds `assign NAME` for those that are.
class StepsAttributes {
 public:
  /// The reader must outlive this.
  explicit StepsAttributes(language::Reader& reader) : reader_(reader), places_(reader) {}

  /// All of the classes have the attribute here; a message for the first that need not.
  void check(const std::string& name, const language::Node& at, const std::string& path,
             const Passage& passage, const std::vector<std::string>& classes) const;

  /// The same of a value that is written as attribute(NAME); nothing of any other.
  void check_value(const language::Node& value, const std::string& path, const Passage& passage,
                   const std::vector<std::string>& classes) const;

  /// The same of the service times of the classes at a stage that the node names.
  void check_times(const std::string& stage, const language::Node& at, const std::string& path,
                   const Passage& passage, const std::vector<std::string>& classes) const;

 private:
  const std::vector<std::string>* traced_of(const std::string& id) const;

  language::Reader& reader_;
  StepsPlaces places_;
};

}  // namespace kouan::models
