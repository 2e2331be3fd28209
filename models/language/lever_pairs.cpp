#include "models/language/lever_pairs.hpp"

#include "models/language/told.hpp"

namespace kouan::models::language {

bool LeverPairs::note(const LeverFile& lever, const Mark& asked_at, Diagnostics& diagnostics) {
  const auto refuse = [&](const std::string& by, const LeverPair& pair) {
    Diagnostic d{
        Severity::error,
        Code::conflict,
        pair.mark,
        "not_with." + pair.with,
        told("the levers {} and {} do not go together", "措施{}与{}不能并用", by, pair.with),
        pair.instead,
        ""};
    if (asked_at.file >= 0) {
      d.other = asked_at;
      d.other_says = {"the second of them is asked for here", "后一项在此采用"};
    }
    diagnostics.add(std::move(d));
  };
  bool is_fine = true;
  const auto judge = [&](const std::string& by, const std::vector<LeverPair>& not_with,
                         const std::string& other) {
    for (const LeverPair& pair : not_with) {
      if (pair.with != other) continue;
      refuse(by, pair);
      is_fine = false;
      return true;
    }
    return false;
  };
  for (const Asked& one : before_)
    if (!judge(lever.info.id, lever.not_with, one.lever))
      judge(one.lever, one.not_with, lever.info.id);
  before_.push_back({lever.info.id, asked_at, lever.not_with});
  return is_fine;
}

}  // namespace kouan::models::language
