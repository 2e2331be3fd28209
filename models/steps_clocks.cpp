#include "models/steps_clocks.hpp"

#include <fmt/format.h>

namespace kouan::models {

using namespace language;

void StepsClocks::check(const std::string& verb, const Mark& mark, const std::string& path,
                        Passage& passage, bool is_silent) {
  met_.emplace(verb, mark);
  auto& passed_by = passage.passed;
  const bool declared = passage.has_gap || (verb != "await-documents" && verb != "release") ||
                        require(passed_by["declare"], "declare", {"declare: TIME", "declare: 时长"},
                                verb, mark, path, is_silent);
  // Else customs would release what is not processed yet, and the document clock stop too early.
  if (verb == "release" && declared && !passage.has_gap)
    require(passed_by["await-documents"], "await-documents", {"await-documents", "await-documents"},
            verb, mark, path, is_silent);
  if (verb == "await-documents") passed_by[verb] = {true, true, mark};
  if (!stands_once(verb)) return;
  Passed& passed = passed_by[verb];
  const bool is_itself = passed.where.file == mark.file && passed.where.line == mark.line &&
                         passed.where.column == mark.column;
  if (passed.sometimes && !is_silent && is_itself)
    reader_.error(
        Code::step, mark, path,
        told("found \"{}\" in a loop, where it may come again", "“{}”在循环之内，可能重复", verb),
        told("at most one \"{}\" on every way, before or after the loop",
             "每条路径至多一个“{}”，置于循环之前或之后", verb));
  if (passed.sometimes && !is_silent && !is_itself)
    reader_.conflict(Code::step, mark, path,
                     told("found \"{}\" a second time on one way", "“{}”在同一路径上重复", verb),
                     told("at most one \"{}\" on every way", "每条路径至多一个“{}”", verb),
                     passed.where, {"the first", "首次出现"});
  // Now every way has it, whatever came before.
  passed = {true, true, mark};
}

/// A declaration that nobody awaits holds nobody up, and one without release has no clearance
/// time: neither does anything.
void StepsClocks::check_end(const std::string& path) const {
  const auto declared = met_.find("declare");
  if (declared == met_.end() || met_.count("release") > 0) return;
  const bool is_awaited = met_.count("await-documents") > 0;
  reader_.warning(
      Code::no_effect, declared->second, path,
      is_awaited ? Text{"found \"declare\" without \"release\": document clearance is not counted",
                        "有“declare”而无“release”：不计整体通关时间"}
                 : Text{"found \"declare\" whose documents nobody awaits: it changes nothing",
                        "有“declare”而无人等待其单证：不起作用"},
      {"await-documents and release on its way", "其后设await-documents与release"});
}

/// False after a message where not every way has passed `needed` before `verb`; one is enough.
bool StepsClocks::require(Passed& needed, const char* name, const Text& allowed,
                          const std::string& verb, const Mark& mark, const std::string& path,
                          bool is_silent) const {
  if (needed.always) return true;
  if (!is_silent)
    reader_.error(Code::step, mark, path,
                  needed.sometimes ? told("found \"{}\" after \"{}\" on some ways only",
                                          "仅部分路径上“{}”之前有“{}”", verb, name)
                                   : told("found \"{}\" without \"{}\" before it",
                                          "“{}”之前没有“{}”", verb, name),
                  told("{} before it, on every way", "每条路径上其前均有“{}”", allowed));
  needed.always = true;
  return false;
}

}  // namespace kouan::models
