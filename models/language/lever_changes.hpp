// What a lever changes in a document, step by step: of overlay.cpp and lever_shift.cpp alone.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models/language/overlay.hpp"
#include "models/language/path.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {

/// Marks a tree as coming from a lever.
void stamp(Node& node, int lever);

class LeverChanges {
 public:
  LeverChanges(Node& document, const LeverFile& lever, const LeverRequest& request, int number,
               Diagnostics& diagnostics)
      : document_(document),
        lever_(lever),
        request_(request),
        number_(number),
        diagnostics_(diagnostics) {}

  const std::vector<Shift>& shifts() const { return shifts_; }

  /// What the levers that it extends say, each after what it needs, then what it says itself.
  void apply();

 private:
  void error(Code code, const Mark& mark, std::string path, Text found, Text allowed,
             std::string nearest = "") {
    diagnostics_.add({Severity::error, code, mark, std::move(path), std::move(found),
                      std::move(allowed), std::move(nearest)});
  }

  template <class Visit>
  void each_path(const Node& list, const char* key, Visit visit) {
    if (list.is_null() && list.mark.line == 0) return;
    if (!list.is_list())
      return error(Code::wrong_type, list.mark, key, as_found(describe(list)),
                   {"a list of paths", "路径列表"});
    for (const Node& item : list.items) {
      if (item.is_scalar())
        visit(item);
      else
        error(Code::wrong_type, item.mark, key, as_found(describe(item)),
              {"a path such as classes.agv", "路径，如“classes.agv”"});
    }
  }

  template <class Visit>
  void each_change(const Node& map, const char* key, Visit visit) {
    if (map.is_null() && map.mark.line == 0) return;
    if (!map.is_map())
      return error(Code::wrong_type, map.mark, key, as_found(describe(map)),
                   {"a map of paths, such as {stages.entry-gate.service: 24 s}",
                    "以路径为键的映射，如{stages.entry-gate.service: 24 s}"});
    for (const Entry& entry : map.entries)
      visit(entry);
  }

  /// What a lever, or one that it extends, says under each of these keys, in their order.
  void change(const Node& removed, const Node& added, const Node& set_there, const Node& scaled) {
    each_path(removed, "remove", [&](const Node& path) { remove(path); });
    each_change(added, "add", [&](const Entry& section) { add_section(section); });
    each_change(set_there, "set", [&](const Entry& entry) { set(entry); });
    each_change(scaled, "scale", [&](const Entry& entry) { scale(entry); });
  }

  bool check_needs(const std::vector<Node>& needs);
  void check_presupposed();
  /// The path, walked; a message when it is none.
  std::optional<std::vector<PathStep>> path_of(const std::string& text, const Mark& mark,
                                               const std::string& at);
  Text made_by(const std::vector<PathStep>& path, const Walk& reached) const;
  std::vector<std::string> request_with(const std::vector<std::string>& before) const;
  /// Whether a name near to the missing one was found.
  bool report_missing(Code code, const std::string& text, const Mark& mark, const std::string& at,
                      const std::vector<PathStep>& path, const Walk& reached);
  void remove(const Node& item);
  void add_section(const Entry& section);
  void set(const Entry& entry) { put(entry, "set"); }
  /// The value of the entry at the path that is its key; messages stand under `at`.
  void put(const Entry& entry, const std::string& at);
  Node* made_parent(const std::vector<PathStep>& path, const Mark& mark);
  /// A message and nothing when it is none.
  std::optional<double> factor_of(const Entry& entry);
  void scale(const Entry& entry);
  void shift(const Entry& entry);
  bool can_take(const std::vector<PathStep>& to, const Entry& entry);
  void send(const Entry& entry, const Node& from, const std::vector<PathStep>& path,
            const std::vector<PathStep>& to, Node& sent);
  void tell_too_much(const Node& amount, const Node& there, const Dimension& dimension,
                     const std::string& at);

  Node& document_;
  const LeverFile& lever_;
  const LeverRequest& request_;
  int number_;
  Diagnostics& diagnostics_;
  std::vector<Shift> shifts_;
  std::set<std::string> told_makers_;  ///< one message says it of all that they make
};

}  // namespace kouan::models::language
