#include "tools/kouan/output.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "analysis/report/csv.hpp"
#include "analysis/report/files.hpp"
#include "analysis/report/html.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/text.hpp"
#include "tools/web/report_template.hpp"

namespace kouan::cli {

std::string report_text(const analysis::Report& report, const std::string& format) {
  if (format == "json") return analysis::json_text(analysis::to_json(report));
  if (format == "csv") return analysis::csv_text(report);
  return analysis::text_report(report);
}

void write_folder(const analysis::Report& report, const std::string& folder) {
  const std::filesystem::path dir(folder);
  const auto json = analysis::to_json(report);
  analysis::write_files(
      {{dir / "results.json", analysis::json_text(json)},
       {dir / "results.csv", analysis::csv_text(report)},
       {dir / "report.html", analysis::html_report(web::report_template(), json)}});
}

void tell(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

void tell_losses(const analysis::ExperimentOutcome& outcome, bool has_results) {
  for (const models::Text& why : outcome.given_up)
    tell("kouan: left without results: " + why.en + "\n");
  if (!outcome.lost.empty())
    tell("kouan: " + outcome.lost +
         (has_results ? "; what was finished before it is kept\n" : "; nothing is written\n"));
  else if (outcome.interrupted)
    tell(has_results ? "kouan: interrupted; what was finished is kept\n"
                     : "kouan: interrupted before all that is needed had a finished replication; "
                       "nothing is written\n");
}

void print(const std::string& text) {
  errno = 0;
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!whole || std::fflush(stdout) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
}

}  // namespace kouan::cli
