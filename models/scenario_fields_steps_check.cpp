// What the steps of a process must fulfil together.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;  // NOLINT(build/namespaces)

/// Walks over the nodes of steps that have been read without error.
class StepsCheck {
 public:
  StepsCheck(Reader& reader, const Node& all, const std::string& path) : reader_(reader) {
    note_declare(all);
    check(all, path);
  }

 private:
  void note_declare(const Node& node) {
    has_declare_ = has_declare_ || node.find("declare") != nullptr;
    for (const Node& item : node.items)
      note_declare(item);
    for (const Entry& entry : node.entries)
      note_declare(entry.node);
  }

  void check(const Node& list, const std::string& path) {
    for (std::size_t i = 0; i < list.items.size(); ++i)
      check_step(list.items[i], join(path, i));
  }

  void check_step(const Node& step, const std::string& path) {
    if (step.is_scalar()) return check_documents(step, path);
    const Entry& verb = step.entries.front();
    const std::string at = join(path, verb.key);
    if (verb.key == "visit") check_visit(verb.node, at);
    if (verb.key == "within") check(*verb.node.value("steps"), join(at, "steps"));
    if (verb.key != "choose") return;
    for (std::size_t i = 0; i < verb.node.items.size(); ++i) {
      for (const Entry& entry : verb.node.items[i].entries) {
        if (entry.node.is_list()) check(entry.node, join(join(at, i), entry.key));
      }
    }
  }

  void check_documents(const Node& step, const std::string& path) {
    if (has_declare_ || (step.text != "await-documents" && step.text != "release")) return;
    reader_.error(Code::step, step.mark, path,
                  fmt::format("found \"{}\" in a process without \"declare\"", step.text),
                  "declare: TIME before it");
  }

  void check_visit(const Node& node, const std::string& path) {
    const Node* inner = node.is_map() ? node.value("steps") : nullptr;
    const Node& named =
        node.is_map() && node.find("stage") != nullptr ? *node.value("stage") : node;
    const Node& name = is_sourced(named) ? *named.value("value") : named;
    const Node* section = reader_.root().value("stages");
    const Node* stage = section == nullptr ? nullptr : section->value(name.text);
    const bool has_inner = inner != nullptr && !inner->items.empty();
    if (stage != nullptr && !has_inner && stage->find("service") == nullptr &&
        stage->find("service_by_class") == nullptr) {
      reader_.conflict(
          Code::missing_key, name.mark, path,
          fmt::format("found a visit without inner steps to \"{}\", which has no service",
                      name.text),
          "service: TIME at the stage", stage->mark, "the stage");
    }
    if (std::find(held_.begin(), held_.end(), name.text) != held_.end()) {
      reader_.error(Code::step, name.mark, path,
                    fmt::format("found a visit to \"{}\" while a server of it is held", name.text),
                    "inner steps that do not come back to the stage");
    }
    if (!has_inner) return;
    held_.push_back(name.text);
    check(*inner, join(path, "steps"));
    held_.pop_back();
  }

  Reader& reader_;
  bool has_declare_ = false;
  std::vector<std::string> held_;
};

}  // namespace

void check_steps(Reader& reader, const Node& steps, const std::string& path) {
  StepsCheck(reader, steps, path);
}

}  // namespace kouan::models
