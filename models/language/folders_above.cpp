#include "models/language/folders_above.hpp"

#include <filesystem>
#include <system_error>

namespace kouan::models::language {

namespace fs = std::filesystem;

std::vector<std::string> find_all_above(const std::string& file, const std::string& name) {
  std::vector<std::string> found;
  std::error_code failed;
  const bool is_relative = fs::path(file).is_relative();
  const fs::path here = fs::current_path(failed);
  for (fs::path folder = fs::absolute(file, failed).lexically_normal().parent_path();;
       folder = folder.parent_path()) {
    for (const fs::path& candidate : {folder / name, folder / "scenarios" / name}) {
      if (!fs::exists(candidate, failed)) continue;
      found.push_back(is_relative ? candidate.lexically_proximate(here).string()
                                  : candidate.string());
    }
    if (folder == folder.parent_path()) return found;
  }
}

std::string find_above(const std::string& file, const std::string& name) {
  const std::vector<std::string> found = find_all_above(file, name);
  return found.empty() ? std::string() : found.front();
}

}  // namespace kouan::models::language
