#include "models/language/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "models/language/added_names.hpp"
#include "models/language/bibliography.hpp"
#include "models/language/extends_chain.hpp"
#include "models/language/file_kinds.hpp"
#include "models/language/folders_above.hpp"
#include "models/language/lever_alone.hpp"
#include "models/language/lever_chain.hpp"
#include "models/language/lever_pairs.hpp"
#include "models/language/lever_sets.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/presuppositions.hpp"

namespace kouan::models::language {
namespace {

namespace fs = std::filesystem;

/// How messages name a path that was found from another file.
std::string shown_path(const fs::path& path) { return path.lexically_normal().string(); }

/// Whether one of the paths leads to the same file as `path`.
bool holds(const std::vector<std::string>& paths, const std::string& path) {
  const std::string self = file_identity(path);
  return std::any_of(paths.begin(), paths.end(),
                     [&](const std::string& one) { return file_identity(one) == self; });
}

class Resolver {
 public:
  Resolver(const ResolveOptions& options, Diagnostics& diagnostics)
      : options_(options), diagnostics_(diagnostics) {}

  Resolved run(const std::string& file) {
    diagnostics_.files().add(file, file);  // its messages come first
    scenario_ = file;
    if (!options_.levers_dir.empty()) folders_.add({options_.levers_dir});
    read_sources(options_.sources_file);
    if (auto document = load_chain(file, nullptr))
      out_.document = std::move(*document);
    else
      stand_in();
    std::vector<std::string> all = options_.extra_levers;
    Node before = all.empty() || is_partial_ ? Node{} : out_.document;
    const bool is_whole = !is_partial_;
    for (std::size_t i = 0; i < options_.extra_levers.size(); ++i)
      apply({.name = options_.extra_levers[i],
             .mark = asked_at(i),
             .folder = options_.extra_levers_folder,
             .is_extra = true,
             .all = &all});
    if (is_whole && is_partial_) out_.before_extra_levers = std::move(before);
    return std::move(out_);
  }

  const LeverFolders& folders() const { return folders_; }

 private:
  void error(Code code, const Mark& mark, const std::string& path, Text found, Text allowed,
             std::string nearest = "") {
    diagnostics_.add({Severity::error, code, mark, path, std::move(found), std::move(allowed),
                      std::move(nearest)});
  }

  /// Something could not be loaded.
  void gap() {
    diagnostics_.expect_gaps();
    is_partial_ = true;
  }
  /// Some of what was loaded is left out.
  void note_gaps() { is_partial_ = is_partial_ || diagnostics_.gaps() != Gaps::none; }
  /// Nothing could be loaded: what levers say by themselves is looked at all the same.
  void stand_in() {
    gap();
    out_.document.kind = YamlKind::map;
  }

  std::string file_of(const Mark& mark) const { return diagnostics_.files().at(mark.file).path; }
  Mark asked_at(std::size_t extra_lever);
  void look_beside(const std::string& file);
  void read_sources(const std::string& path);
  std::optional<Node> load_chain(const std::string& file, const Node* asked_by);
  std::optional<Node> load_base(const Node& node, const std::string& file);
  void apply_own(const Entry* levers, const std::string& file);
  void apply(const LeverRequest& request);
  std::string lever_path(const LeverRequest& request);
  std::string lever_meant(const LeverRequest& request, const std::vector<std::string>& names) const;
  /// What asked for a lever: a list in a file, or whoever reads.
  std::string asked_with(const LeverRequest& request) const {
    return request.is_extra ? options_.extra_levers_asked_with : "levers";
  }
  /// A file that is asked for.
  struct Asked {
    std::string name;  ///< as it is written
    Mark mark;
    std::string by;  ///< file in which it stands; empty: whoever reads asks
    std::string at;  ///< path of the key
    Text allowed;
  };
  bool is_there(const std::string& path, const Asked& asked);
  bool is_unused(const std::string& path) const;
  bool is_new(const std::string& path, const std::string& asked, const LeverRequest& request);
  void note_applied(const std::vector<std::string>& files, const LeverRequest& request);
  bool read_bases(const LeverChain& chain);
  void read_lever(const LeverChain& chain, const LeverRequest& request);

  const ResolveOptions& options_;
  Diagnostics& diagnostics_;
  Resolved out_;
  std::string scenario_;     ///< file that is read
  bool is_partial_ = false;  ///< the document lacks what could not be loaded
  LeverFolders folders_;
  ExtendsChain chain_;
  LeverPairs pairs_;
  LeverSets sets_;
  struct Applied {
    std::string identity;
    Mark mark;
  };
  std::vector<Applied> applied_;
};

/// Where whoever reads asks for the lever; messages show the line.
Mark Resolver::asked_at(std::size_t extra_lever) {
  if (extra_lever >= options_.extra_levers_at.size()) return {};
  const Place& at = options_.extra_levers_at[extra_lever];
  const int file = diagnostics_.files().find_or_add(at.file, at.file);
  if (diagnostics_.files().at(file).text.empty())
    if (auto text = read_text_file(file, diagnostics_))
      diagnostics_.files().set_text(file, std::move(*text));
  return {file, at.line, at.column};
}

/// Levers and bibliography that a file of the chain has beside it or above.
void Resolver::look_beside(const std::string& file) {
  if (options_.levers_dir.empty()) folders_.add(find_all_above(file, "levers"));
  if (options_.sources_file.empty()) read_sources(find_above(file, "sources.yaml"));
}

void Resolver::read_sources(const std::string& path) {
  if (path.empty() || holds(out_.sources_files, path)) return;
  const bool is_first = out_.sources_files.empty();
  out_.sources_files.push_back(path);
  std::vector<SourceEntry> entries;
  out_.has_sources = load_sources(path, diagnostics_, entries) && (is_first || out_.has_sources);
  out_.sources.file =
      is_first ? Text{path, path} : told("{} or {}", "{}或{}", out_.sources.file, path);
  for (const SourceEntry& entry : entries)
    out_.sources.grades.emplace(entry.id, entry.grade);
}

/// A file in use already can't be meant by another name: it would extend itself, or apply twice.
bool Resolver::is_unused(const std::string& path) const {
  const std::string self = file_identity(path);
  const auto is_it = [&](const auto& used) { return used.identity == self; };
  return !chain_.holds(path) && std::none_of(applied_.begin(), applied_.end(), is_it);
}

/// False after a message that names the nearest file.
bool Resolver::is_there(const std::string& path, const Asked& asked) {
  if (is_file(path)) return true;
  error(Code::file_missing, asked.mark, asked.at, found_no_file(asked.name, path), asked.allowed,
        nearest_file(asked.name, asked.by, [&](const auto& other) { return is_unused(other); }));
  return false;
}

std::optional<Node> Resolver::load_chain(const std::string& file, const Node* asked_by) {
  if (asked_by == nullptr)
    chain_.start(file);
  else if (!chain_.go_on(file, asked_by->mark, diagnostics_))
    return std::nullopt;
  look_beside(file);
  if (asked_by != nullptr &&
      !is_there(file, {asked_by->text,
                       asked_by->mark,
                       file_of(asked_by->mark),
                       "extends",
                       {"a scenario file, relative to this one", "情景文件，路径相对于本文件"}}))
    return std::nullopt;
  std::optional<Node> node = load_map(file, diagnostics_);
  note_gaps();
  if (!node || is_other_kind(*node, diagnostics_)) return std::nullopt;
  const Entry own_levers = node->find("levers") != nullptr ? *node->find("levers") : Entry{};
  std::optional<Node> document = load_base(*node, file);
  if (!document) return std::nullopt;
  std::erase_if(node->entries,
                [](const Entry& e) { return e.key == "extends" || e.key == "levers"; });
  document->mark = node->mark;
  note_added(*document, *node, out_.added);
  merge(*document, std::move(*node));
  std::swap(out_.document, *document);
  apply_own(own_levers.key.empty() ? nullptr : &own_levers, file);
  std::swap(out_.document, *document);
  return document;
}

/// What the file extends; an empty map where it extends nothing, or what can't be loaded.
std::optional<Node> Resolver::load_base(const Node& node, const std::string& file) {
  Node empty;
  empty.kind = YamlKind::map;
  const Entry* extends = node.find("extends");
  if (extends == nullptr) return empty;
  if (!extends->node.is_scalar()) {
    error(Code::wrong_type, extends->node.mark, "extends", as_found(describe(extends->node)),
          {"one file name", "一个文件名"});
    return std::nullopt;
  }
  if (auto document = load_chain(sibling(file, extends->node.text), &extends->node))
    return document;
  gap();  // go on with what this file says by itself
  return empty;
}

void Resolver::apply_own(const Entry* levers, const std::string& file) {
  if (levers == nullptr) return;
  if (!levers->node.is_list())
    return error(Code::wrong_type, levers->node.mark, "levers", as_found(describe(levers->node)),
                 {"a list of levers, such as [smart-gate]", "措施列表，如[smart-gate]"},
                 levers->node.is_scalar() ? "[" + levers->node.text + "]" : "");
  std::vector<std::string> all;
  for (const Node& item : levers->node.items)
    all.push_back(item.text);
  for (std::size_t i = 0; i < levers->node.items.size(); ++i) {
    const Node& item = levers->node.items[i];
    if (item.is_scalar())
      apply({.name = item.text,
             .mark = item.mark,
             .folder = fs::path(file).parent_path().string(),
             .all = &all});
    else
      error(Code::wrong_type, item.mark, join("levers", i), as_found(describe(item)),
            {"the name of a lever", "措施名称"});
  }
}

std::string Resolver::lever_path(const LeverRequest& request) {
  const bool is_file =
      request.name.find('/') != std::string::npos || fs::path(request.name).extension() == ".yaml";
  if (is_file)
    return fs::path(request.name).is_absolute()
               ? request.name
               : shown_path(fs::path(request.folder) / request.name);
  const std::string found = folders_.file_of(request.name);
  if (!found.empty()) return found;
  const std::vector<std::string> names = folders_.names();
  error(Code::file_missing, request.mark, asked_with(request),
        told("found the unknown lever \"{}\"", "没有名为“{}”的措施", request.name),
        folders_.allowed(), lever_meant(request, names));
  return {};
}

/// A file of that name, here or beside the scenario, several levers joined by something else than
/// +, or the nearest name.
std::string Resolver::lever_meant(const LeverRequest& request,
                                  const std::vector<std::string>& names) const {
  const std::string file = request.name + ".yaml";
  const fs::path beside = fs::path(scenario_).parent_path() / file;
  if (is_file(fs::path(request.folder) / file)) return file;
  if (request.mark.file < 0 && is_file(beside)) return beside.string();
  if (request.mark.file >= 0) return nearest_word(request.name, names);  // a list has no joints
  return nearest_levers(request.name, names);
}

void Resolver::apply(const LeverRequest& request) {
  const std::string path = lever_path(request);
  if (path.empty()) {
    gap();
    return;
  }
  if (!is_new(path, path, request)) return;
  const Asked asked{request.name,
                    request.mark,
                    request.mark.file < 0 ? "" : file_of(request.mark),
                    asked_with(request),
                    {"a lever file", "措施文件"}};
  std::optional<Node> node = is_there(path, asked) ? load_map(path, diagnostics_) : std::nullopt;
  note_gaps();
  if (!node || is_scenario(*node, diagnostics_)) {
    note_applied({path}, request);
    return gap();
  }
  const LeverChain chain =
      chain_of(path, std::move(*node), diagnostics_, [&](const auto& it) { return is_unused(it); });
  if (chain.is_partial) gap();
  note_gaps();
  for (const std::string& file : chain.files)
    if (!is_new(file, path, request)) return gap();
  note_applied(chain.files, request);
  read_lever(chain, request);
}

/// False after a message where the file, which is the lever's that is asked for or one that this
/// extends, has been applied already, by itself or as part of another.
bool Resolver::is_new(const std::string& path, const std::string& asked,
                      const LeverRequest& request) {
  const std::string self = file_identity(path);
  const auto before = std::find_if(applied_.begin(), applied_.end(),
                                   [&](const Applied& one) { return one.identity == self; });
  if (before == applied_.end()) return true;
  Diagnostic d{Severity::error,
               Code::lever_twice,
               request.mark,
               asked_with(request),
               path == asked
                   ? told("found the lever \"{}\" a second time", "措施“{}”重复", request.name)
                   : told("found the lever \"{}\" a second time, which \"{}\" extends",
                          "措施“{}”重复：“{}”以其为基础", folders_.name_of(path), request.name),
               {"each lever once", "每项措施仅一次"},
               ""};
  if (before->mark.file >= 0) {
    d.other = before->mark;
    d.other_says = {"it is applied here already", "此前已在此采用"};
  }
  diagnostics_.add(std::move(d));
  return false;
}

void Resolver::note_applied(const std::vector<std::string>& files, const LeverRequest& request) {
  for (const std::string& file : files) {
    applied_.push_back({file_identity(file), request.mark});
    if (options_.sources_file.empty()) read_sources(find_above(file, "sources.yaml"));
  }
}

/// What the levers that one extends say of themselves is told wrong in their own files; whether all
/// could be read.
bool Resolver::read_bases(const LeverChain& chain) {
  bool are_read = true;
  for (const Node& base : chain.bases) {
    Reader reader(diagnostics_, base, out_.has_sources ? &out_.sources : nullptr);
    LeverFile unused;
    are_read = lever_listing().read(reader, base, "", unused) && are_read;
    if (out_.sources_files.empty()) require_bibliography(reader);
  }
  return are_read;
}

void Resolver::read_lever(const LeverChain& chain, const LeverRequest& request) {
  Reader reader(diagnostics_, chain.node, out_.has_sources ? &out_.sources : nullptr);
  LeverFile lever;
  lever.info.id = fs::path(chain.files.front()).stem().string();
  lever.info.file = chain.files.front();
  lever.bases = chain.bases;
  const bool are_bases_read = read_bases(chain);
  const bool is_read = lever_listing().read(reader, chain.node, "", lever) && are_bases_read;
  if (out_.sources_files.empty()) require_bibliography(reader);
  for (const std::string& file : chain.files)
    folders_.note_applied(file);
  if (!pairs_.note(lever, request.mark, diagnostics_)) return gap();
  LeverRequest asked = request;
  asked.asked_with = asked_with(request);
  asked.folders = &folders_;
  asked.is_partial = is_partial_;
  const int errors_before = diagnostics_.errors();
  AppliedLever applied =
      apply_lever(out_.document, lever, asked, static_cast<int>(out_.levers.size()), diagnostics_);
  sets_.note(lever, diagnostics_);
  if (diagnostics_.errors() > errors_before)
    check_alone(lever, asked, out_.has_sources ? &out_.sources : nullptr, diagnostics_);
  if (!is_read) gap();  // only now: what it says of the scenario is wrong or right all the same
  for (Provenance& item : reader.provenance()) {
    item.path = fmt::format("levers.{}.{}", lever.info.id, item.path);
    out_.lever_provenance.push_back(std::move(item));
  }
  drop_overtaken(out_.levers, out_.document);
  lever.info.presupposes = presuppositions(lever.presupposes, out_.document);
  out_.levers.push_back(lever.info);
  out_.counterfactuals.push_back(applied.was_contrary ? lever.counterfactual : Text{});
  std::move(applied.shifts.begin(), applied.shifts.end(), std::back_inserter(out_.shifts));
  if (lever.split) out_.splits.push_back(*lever.split);
}

}  // namespace

Resolved resolve(const std::string& file, const ResolveOptions& options, Diagnostics& diagnostics) {
  return Resolver(options, diagnostics).run(file);
}

std::vector<std::string> levers_with(const std::string& file, const std::string& key) {
  const ResolveOptions options;
  Diagnostics unheard;
  Resolver resolver(options, unheard);
  resolver.run(file);
  return resolver.folders().names_with(key);
}

}  // namespace kouan::models::language
