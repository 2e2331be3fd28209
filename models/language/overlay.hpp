// Files that change files: `extends` and levers.
#pragma once

#include <string>
#include <vector>

#include "models/language/lever_folders.hpp"
#include "models/language/reader.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

/// Lays `over` on `base`: maps merge by key, a null removes the key, all else replaces. A value
/// with its sourcing, {value: …}, is one thing and is replaced as a whole.
void merge(Node& base, Node over);

/// Where a lever was asked for.
struct LeverRequest {
  std::string name;
  Mark mark{};                            ///< file < 0: from outside the files
  std::string folder;                     ///< of the file that asks
  std::string asked_with = "levers";      ///< how messages name what asks
  bool is_extra = false;                  ///< asked for by whoever reads, in a file or not
  bool is_partial = false;                ///< the document lacks what could not be loaded
  const LeverFolders* folders = nullptr;  ///< where other levers lie; null = nowhere
  /// Names of all that were asked for with it, itself among them, in the order that messages
  /// advise: the same in each of them. Outlives the request.
  std::vector<std::string>* all = nullptr;
};

/// An amount that a lever took from one quantity and gave to another.
struct Shift {
  std::string from, to;            ///< paths
  std::string from_text, to_text;  ///< the values as the lever left them: 18.4 Mt/yr, 15.4 Mt/yr
};

struct AppliedLever {
  /// Every value that it sets stood there before and was another: the document was its contrary.
  bool was_contrary = false;
  std::vector<Shift> shifts;
};

/// Applies a lever that has been read: remove, add, set, scale, shift. Messages where it does not
/// fit.
AppliedLever apply_lever(Node& document, const LeverFile& lever, const LeverRequest& request,
                         int number, Diagnostics& diagnostics);

}  // namespace kouan::models::language
