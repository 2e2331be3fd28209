#include "tools/kouan/output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "analysis/replicate.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/files.hpp"
#include "analysis/report/html.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/text.hpp"
#include "analysis/system_error.hpp"
#include "tools/web/report_template.hpp"

namespace kouan::cli {

std::string report_text(const analysis::Report& report, const std::string& format) {
  if (format == "json") return analysis::json_text(analysis::to_json(report));
  if (format == "csv") return analysis::csv_text(report);
  return analysis::text_report(report, columns_of_output());
}

std::vector<std::filesystem::path> report_files(const std::string& folder) {
  const std::filesystem::path dir(folder);
  return {dir / "results.json", dir / "results.csv", dir / "report.html"};
}

void write_folder(const analysis::Report& report, const std::string& folder) {
  const std::vector<std::filesystem::path> files = report_files(folder);
  const auto json = analysis::to_json(report);
  analysis::write_files({{files[0], analysis::json_text(json)},
                         {files[1], analysis::csv_text(report)},
                         {files[2], analysis::html_report(web::report_template(), json)}});
}

void tell(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

void tell(const models::Text& text, analysis::Language language) {
  tell((language == analysis::Language::zh ? "kouan：" : "kouan: ") + analysis::in(text, language) +
       "\n");
}

void tell_warnings(const std::vector<analysis::CheckWarning>& warnings,
                   analysis::Language language) {
  constexpr std::size_t k_most = 12;
  for (std::size_t i = 0; i < std::min(k_most, warnings.size()); ++i) {
    const analysis::CheckWarning& w = warnings[i];
    const std::string place = w.place.empty() ? "" : w.place + ": ";
    tell({"warning: " + place + w.text.en, "警告：" + place + w.text.zh}, language);
  }
  if (warnings.size() <= k_most) return;
  const std::string more = std::to_string(warnings.size() - k_most);
  tell({more + " more warnings; kouan check lists all",
        "另有" + more + "条警告；kouan check可全部列出"},
       language);
}

void tell_notes(const std::vector<models::Text>& notes, analysis::Language language) {
  for (const models::Text& note : notes)
    tell({"note: " + note.en, "注：" + note.zh}, language);
}

void tell_losses(const Losses& losses, bool has_results, analysis::Language language) {
  for (const models::Text& why : losses.given_up)
    tell({"left without results: " + why.en, "无结果：" + why.zh}, language);
  const models::Text& lost = losses.lost;
  if (!lost.en.empty() && has_results)
    tell({lost.en + "; what was finished before it is kept", lost.zh + "；此前完成的结果已保留"},
         language);
  else if (!lost.en.empty())
    tell({lost.en + "; nothing is written", lost.zh + "；未写出任何结果"}, language);
  else if (losses.interrupted && has_results)
    tell({"interrupted; what was finished is kept", "已中断；已完成的结果予以保留"}, language);
  else if (losses.interrupted)
    tell({"interrupted before all that is needed had a finished replication; nothing is written",
          "已中断：所需各项尚未各完成一次重复；未写出任何结果"},
         language);
}

void tell_broken(const std::vector<analysis::BrokenRun>& runs, analysis::Language language) {
  for (const analysis::BrokenRun& run : runs)
    tell(analysis::text_of(run), language);
}

std::size_t columns_of_output() {
  constexpr std::size_t k_least = 40;  // narrower than that no table can be
  constexpr std::size_t k_most = 1000;
  std::size_t columns = 0;
  if (const char* asked = std::getenv("COLUMNS"))
    std::from_chars(asked, asked + std::strlen(asked), columns);
  winsize size{};
  if (columns == 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  return columns == 0 ? analysis::k_text_columns : std::clamp(columns, k_least, k_most);
}

void print(const std::string& text) {
  errno = 0;
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!whole || std::fflush(stdout) != 0)
    throw analysis::SystemError(errno, {"cannot write to standard output", "无法写到标准输出"});
}

}  // namespace kouan::cli
