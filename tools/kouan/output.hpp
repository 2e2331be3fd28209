// What the commands write: one report to standard output, files into a folder.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::cli {

/// The report in the format asked for: text, json or csv.
std::string report_text(const analysis::Report& report, const std::string& format);

/// results.json, results.csv and report.html in `folder`.
std::vector<std::filesystem::path> report_files(const std::string& folder);

/// Writes them. All are made before the first is written.
void write_folder(const analysis::Report& report, const std::string& folder);

/// Writes to stderr what happens along the way. A log that takes nothing any more is no reason to
/// fail.
void tell(const std::string& text);

/// The same with "kouan: " before it, in the reader's language.
void tell(const models::Text& text, analysis::Language language);

/// Says before the runs what in the files is probably not meant: the first dozen, and how many
/// more.
void tell_warnings(const std::vector<analysis::CheckWarning>& warnings,
                   analysis::Language language);

/// Says before the runs what they leave aside, such as the opening dates of levers.
void tell_notes(const std::vector<models::Text>& notes, analysis::Language language);

/// What of an experiment is missing.
struct Losses {
  const std::vector<models::Text>& given_up;  ///< runs without results, and why
  const models::Text& lost;                   ///< a replication; empty if none
  bool interrupted = false;
};

/// Says so; `has_results`: enough is left to be written.
void tell_losses(const Losses& losses, bool has_results, analysis::Language language);

/// Says which runs break which law of their own books.
void tell_broken(const std::vector<analysis::BrokenRun>& runs, analysis::Language language);

/// Columns that text on standard output may take: those of COLUMNS, or of the terminal; 100 where
/// it goes into a file or a pipe.
std::size_t columns_of_output();

/// Writes to standard output; throws SystemError when it cannot take it (a full disk, say).
void print(const std::string& text);

}  // namespace kouan::cli
