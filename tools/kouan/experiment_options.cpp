#include "tools/kouan/experiment_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "models/language/nearest_word.hpp"
#include "models/language/punctuation.hpp"
#include "models/language/told.hpp"
#include "models/language/type.hpp"
#include "tools/kouan/usage.hpp"

namespace kouan::cli {

namespace {

using models::language::told;
using models::language::word_list;

constexpr int k_most_replications = 100'000;
constexpr int k_most_workers = 1024;
constexpr std::string_view k_wide_plus = "＋";
/// 2^53: what reads the JSON, the report's page among them, takes numbers as doubles.
constexpr std::uint64_t k_largest_seed = std::uint64_t{1} << 53U;

/// The number that is all of the text; nothing for other text.
std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && rest == end ? std::optional(value) : std::nullopt;
}

/// A value that is not allowed; `nearest` may be empty.
std::string refused(const std::string& found, const models::Text& allowed,
                    const std::string& nearest) {
  const models::Text says =
      told("found \"{}\", allowed: {}", "所写为“{}”，应为：{}", found, allowed);
  return in_one(nearest.empty()
                    ? says
                    : told("{}; did you mean \"{}\"?", "{}；是否应为“{}”？", says, nearest));
}

/// A bare number is refused as in scenarios: 0.4 may be meant as 40 % or as 0.4 %.
std::string check_share(const std::string& text, const std::string& example) {
  if (parse_share(text)) return "";
  std::string meant = models::language::without_full_width(text);
  if (!parse_share(meant)) {
    const std::optional<double> bare = parse_number(text);
    const bool is_near = bare && *bare > 0 && *bare < 100;
    meant = is_near ? fmt::format("{:.6g}%", *bare < 1 ? 100 * *bare : *bare) : "";
  }
  return refused(
      text,
      told("a share above 0 and below 100 %, such as {}", "大于0且小于100 %的比例，如{}", example),
      meant);
}

/// Text of what is wrong with a whole number from 1 to `most`; empty if nothing.
std::string check_count(const std::string& text, int most) {
  int count = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  const bool fine = error == std::errc() && rest == end && count >= 1 && count <= most;
  return fine ? "" : refused(text, told("a whole number from 1 to {}", "1至{}的整数", most), "");
}

/// What people write for the languages; the nearest of two words of two letters says nothing.
std::string language_meant(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string first = word.substr(0, word.find_first_of("-_."));
  for (const char* zh : {"zh", "cn", "chn", "chinese", "中文"})
    if (first == zh) return "zh";
  for (const char* en : {"en", "eng", "us", "gb", "uk", "english", "英文"})
    if (first == en) return "en";
  return "";
}

CLI::Validator count_up_to(int most) {
  return {[most](std::string& text) { return check_count(text, most); }, "NUMBER"};
}

std::string check_seed(const std::string& text) {
  std::uint64_t seed = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seed);
  const bool fine = error == std::errc() && rest == end && seed <= k_largest_seed;
  return fine ? ""
              : refused(text,
                        {"a whole number from 0 to 9007199254740992", "0至9007199254740992的整数"},
                        "");
}

int processors() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, k_most_workers);
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> words) {
  return {[words = std::move(words)](std::string& text) -> std::string {
            if (std::find(words.begin(), words.end(), text) != words.end()) return "";
            return refused(text, word_list(words), models::language::nearest_word(text, words));
          },
          "WORD"};
}

CLI::Validator some_lever() {
  const auto is_there = [](const std::string& path) {
    std::error_code unseen;  // a name too long is none
    return std::filesystem::exists(path, unseen);
  };
  const auto check = [is_there](std::string& text) -> std::string {
    if (text.empty())
      return in_one({"found an empty name, allowed: a lever, or several joined by +",
                     "名称为空，应为：一项措施，或以+连接的多项"});
    if (text.find(k_wide_plus) == std::string::npos || is_there(text)) return "";
    std::string meant = text;
    for (std::size_t at = 0; (at = meant.find(k_wide_plus, at)) != std::string::npos;)
      meant.replace(at, k_wide_plus.size(), "+");
    return in_one(
        told("found the full-width \"{}\", allowed: levers joined by +; did you mean \"{}\"?",
             "写有全角字符“{}”，应为：以+连接的措施；是否应为“{}”？", k_wide_plus, meant));
  };
  return {check, "LEVERS"};
}

CLI::Validator some_path(const models::Text& of) {
  const auto check = [of](const std::string& path) -> std::string {
    return path.empty() ? in_one(told("found an empty path, allowed: {}", "路径为空，应为：{}", of))
                        : "";
  };
  return {check, "PATH"};
}

CLI::Option* add_language_option(CLI::App& command, std::string& language) {
  const auto check = [](std::string& text) -> std::string {
    const bool is_known = text == "en" || text == "zh";
    return is_known ? "" : refused(text, word_list({"en", "zh"}), language_meant(text));
  };
  return command
      .add_option("--lang", language, in_one({"language of text: en or zh", "文字的语言：en或zh"}))
      ->check(CLI::Validator(check, "WORD"))
      ->capture_default_str();
}

CLI::Validator share_option(const std::string& example) {
  return {[example](std::string& text) { return check_share(text, example); }, "SHARE"};
}

std::optional<double> parse_share(const std::string& text) {
  if (text.empty() || text.back() != '%') return std::nullopt;
  const std::size_t last = text.find_last_not_of(' ', text.size() - 2);
  const std::optional<double> percent =
      last == std::string::npos ? std::nullopt : parse_number(text.substr(0, last + 1));
  const double share = percent.value_or(0) * 0.01;
  return share > 0 && share < 1 ? std::optional(share) : std::nullopt;
}

std::optional<double> ExperimentCommand::relative_precision() const {
  return precision.empty() ? std::nullopt : parse_share(precision);
}

void add_experiment_options(CLI::App& command, ExperimentCommand& options,
                            const models::Text& file) {
  options.workers = processors();
  command.add_option("FILE", options.file, in_one(file))
      ->required()
      ->check(some_path({"a file", "文件"}));
  command
      .add_option("--replications", options.replications,
                  in_one({"independent runs of each scenario", "各情景独立重复的次数"}))
      ->check(count_up_to(k_most_replications))
      ->capture_default_str();
  command
      .add_option("--seed", options.seed,
                  in_one({"number of the experiment; same seed, same results",
                          "试验编号；种子相同则结果相同"}))
      ->check(CLI::Validator(check_seed, "NUMBER"))
      ->capture_default_str();
  command
      .add_option("--workers", options.workers,
                  in_one({"processes at a time; results do not depend on it",
                          "同时运行的进程数；不影响结果"}))
      ->check(count_up_to(k_most_workers))
      ->capture_default_str();
  add_language_option(command, options.lang)->each([&options](const std::string&) {
    options.is_language_asked = true;
  });
}

void add_report_options(CLI::App& command, ExperimentCommand& options) {
  command
      .add_option(
          "--precision", options.precision,
          in_one({"run until intervals are this narrow, relative to the mean, e.g. 2% (18 to 1000 "
                  "replications: 10, then every 8 until two looks in a row pass)",
                  "持续重复，直至区间相对于均值达到此宽度，如2%"
                  "（18至1000次重复：先作10次，此后每8次检查一次，连续两次达到即止）"}))
      ->check(share_option("2%"))
      ->excludes("--replications");
  command
      .add_option("--format", options.format,
                  in_one({"what goes to standard output: text, json or csv",
                          "标准输出的形式：text、json或csv"}))
      ->check(one_of({"text", "json", "csv"}))
      ->capture_default_str();
  command
      .add_option("--out", options.out,
                  in_one({"folder for report.html, results.json and results.csv",
                          "存放report.html、results.json和results.csv的文件夹"}))
      ->check(some_path({"a folder", "文件夹"}));
  command.add_flag(
      "--tables", options.tables,
      in_one({"print all tables; with --out, text is otherwise the answer and what options ask for",
              "输出全部表格；写有--out时，文字形式原仅含结论与各选项所要求的内容"}));
  auto* no_capacity =
      command.add_flag("--no-capacity", options.no_capacity,
                       in_one({"leave out saturated runs and the search for the bottleneck",
                               "略去饱和运行与瓶颈查找"}));
  command
      .add_flag(
          "--value", options.value,
          in_one({"what one more of each is worth: every place with all replications, and hours "
                  "that end one and two hours later",
                  "各增加一个值多少：每处以全部重复计算，并计算延长开放一小时和两小时"}))
      ->excludes(no_capacity);
}

}  // namespace kouan::cli
