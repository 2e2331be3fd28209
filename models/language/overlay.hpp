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
  const LeverFolders* folders = nullptr;  ///< where other levers lie; null = nowhere
  /// Names of all that were asked for with it, itself among them, in the order that messages
  /// advise: the same in each of them. Outlives the request.
  std::vector<std::string>* all = nullptr;
};

/// Applies a lever that has been read: remove, add, set, scale,
/// shift. Messages where it does not fit. Returns whether every value that it sets stood there
/// before and was another: whether the document was the lever's contrary.
bool apply_lever(Node& document, const LeverFile& lever, const LeverRequest& request, int number,
                 Diagnostics& diagnostics);

}  // namespace kouan::models::language
