// The folders in which levers lie by name, and which of them makes what another needs.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// Identity of a file for cycles and repeats.
std::string file_identity(const std::string& path);

/// The names nearest to those of a word that joins several by something else than +, joined by it;
/// empty where one is near to none.
std::string nearest_levers(const std::string& joined, const std::vector<std::string>& names);

class LeverFolders {
 public:
  /// The folders above one file, the nearest first. Its nearest is searched after the nearest of
  /// the files before; the farther ones, which are shared, after the nearest of all files.
  void add(const std::vector<std::string>& above);
  /// What a lever that is applied makes is gone for another reason than its absence.
  void note_applied(const std::string& file) { applied_.insert(file_identity(file)); }

  /// The file of a lever in the first folder that has it; empty: in none.
  std::string file_of(const std::string& name) const;
  /// A lever as one asks for it: by its name where that leads to the file, else by the file.
  std::string name_of(const std::string& file) const;
  std::vector<std::string> names() const;
  /// Those whose file has this key.
  std::vector<std::string> names_with(const std::string& key) const;
  /// For messages: a file, or a lever of the folders, of which it lists all.
  Text allowed() const;

  /// Levers that add a thing of that name to the section, and are not applied.
  std::vector<std::string> makers_of(const std::string& section, const std::string& id) const;
  /// Levers to apply, in this order, so that the thing is there: the one that adds it after those
  /// that add what it needs and the document lacks. Empty where one of these is added by none or by
  /// several.
  std::vector<std::string> order_for(const Node& document, const std::string& section,
                                     const std::string& id) const;

 private:
  /// "levers or scenarios/levers".
  Text text() const;
  bool collect(const Node& document, const std::string& section, const std::string& id,
               std::vector<std::string>& order, int deepest) const;

  std::vector<std::string> nearest_;
  std::vector<std::string> farther_;
  std::vector<std::string> folders_;  ///< as they are searched, each once
  std::set<std::string> applied_;
};

}  // namespace kouan::models::language
