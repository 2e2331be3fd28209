// Files that a value names: whether they are there, and which may be meant.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace kouan::models::language {

/// Whether there is a file of that name; not where the system doesn't let one look: a name too
/// long, links in a ring, a folder that may not be entered.
bool is_file(const std::filesystem::path& path);

/// The file of that kind most like the one that is asked for and not there, written as that is: as
/// seen from the file in which it stands, which itself is never meant (empty: from the working
/// folder). A folder on the way that is missing is read as the nearest beside it, and given alone
/// when no file in it is near. `is_fit` says of a path whether it may be meant; without it any may.
/// Empty: none is near.
std::string nearest_file(const std::string& asked, const std::string& asking_file,
                         const std::function<bool(const std::string&)>& is_fit = nullptr,
                         const std::string& extension = ".yaml");

/// The CSV file nearest to `name`, which `path` leads to and is not there.
std::string nearest_data_file(const std::string& path, const std::string& name);

}  // namespace kouan::models::language
