#include "models/language/nearest_file.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "models/language/lever_folders.hpp"
#include "models/language/nearest_word.hpp"

namespace kouan::models::language {
namespace {

namespace fs = std::filesystem;

/// What the folder holds, in the order of names; nothing of one that cannot be read.
std::vector<fs::path> content_of(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code failed;
  fs::directory_iterator next(folder.empty() ? "." : folder, failed);
  for (; !failed && next != fs::directory_iterator(); next.increment(failed))
    out.push_back(folder / next->path().filename());
  std::sort(out.begin(), out.end());
  return out;
}

/// Name of the folder in `here` that is or is nearest to `name`; empty: none.
std::string nearest_folder(const fs::path& here, const std::string& name) {
  std::error_code failed;
  if (fs::is_directory(here / name, failed)) return name;
  std::vector<std::string> names;
  for (const fs::path& path : content_of(here))
    if (fs::is_directory(path, failed)) names.push_back(path.filename().string());
  return nearest_word(name, names);
}

/// Name of the file with that extension in `here` nearest to `name`: what files are called without
/// it is compared, since all share that.
std::string nearest_of_kind(const fs::path& here, const fs::path& name,
                            const std::string& extension,
                            const std::function<bool(const std::string&)>& is_fit) {
  const bool is_yml = extension == ".yaml" && name.extension() == ".yml";
  const bool has_extension = is_yml || name.extension() == extension;
  std::vector<std::string> stems;
  for (const fs::path& path : content_of(here)) {
    const bool is_one = path.extension() == extension && is_file(path);
    if (is_one && is_fit(path.string())) stems.push_back(path.stem().string());
  }
  const std::string nearest =
      nearest_word(has_extension ? name.stem().string() : name.string(), stems);
  return nearest.empty() ? "" : nearest + extension;
}

}  // namespace

bool is_file(const fs::path& path) {
  std::error_code unseen;
  return fs::is_regular_file(path, unseen);
}

std::string nearest_file(const std::string& asked, const std::string& asking_file,
                         const std::function<bool(const std::string&)>& is_fit,
                         const std::string& extension) {
  std::string slashed = asked;  // as Windows writes paths
  std::replace(slashed.begin(), slashed.end(), '\\', '/');
  const fs::path name(slashed);
  fs::path here = fs::path(asking_file).parent_path();
  fs::path meant;
  for (const fs::path& part : name.parent_path()) {
    const std::string nearest = nearest_folder(here, part.string());
    if (nearest.empty()) return {};
    here /= nearest;
    meant /= nearest;
  }
  const std::string self = asking_file.empty() ? "" : file_identity(asking_file);
  const auto may_be = [&](const std::string& path) {
    return file_identity(path) != self && (!is_fit || is_fit(path));
  };
  const std::string file = nearest_of_kind(here, name.filename(), extension, may_be);
  if (!file.empty()) return (meant / file).string();
  return meant == name.parent_path() ? "" : (meant / "").string();
}

std::string nearest_data_file(const std::string& path, const std::string& name) {
  return nearest_file(name, path.substr(0, path.size() - name.size()), nullptr, ".csv");
}

}  // namespace kouan::models::language
