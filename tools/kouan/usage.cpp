#include "tools/kouan/usage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "models/language/nearest_word.hpp"
#include "models/language/told.hpp"
#include "models/language/type.hpp"

namespace kouan::cli {

namespace {

using models::Text;
using models::language::told;
using models::language::word_list;

/// Between the English and the Chinese of one text; no other text holds it.
constexpr char k_next_language = '\x1E';

Text unknown(const Text& what, const std::string& word, const std::vector<std::string>& allowed) {
  const std::string nearest = models::language::nearest_word(word, allowed);
  return told(
      "found the unknown {} \"{}\", allowed: {}{}", "{}“{}”未知，应为：{}{}", what, word,
      word_list(allowed),
      nearest.empty() ? Text{} : told("; did you mean \"{}\"?", "；是否应为“{}”？", nearest));
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({}))
    names.push_back(command->get_name());
  return names;
}

const CLI::Option* option_of(const CLI::App& command, const std::string& name) {
  return command.get_option_no_throw(name);
}

/// Whether levers are what the command takes with --with, and how often.
enum class With { none, one, many };
With with_of(const CLI::App& command) {
  const CLI::Option* with = option_of(command, "--with");
  if (with == nullptr) return With::none;
  return with->get_expected_max() == 1 ? With::one : With::many;
}

/// What to do for alternatives where a command takes one set of levers.
Text side_by_side(const CLI::App& command) {
  return command.get_name() == "run"
             ? Text{"; to set alternatives side by side use kouan compare, with a --with for each",
                    "；比较多个方案请用“kouan compare”，每个方案各写一个--with"}
             : Text{};
}

/// An option that the command does not know, or a word that is no option.
std::optional<Text> word_too_many(const CLI::App& command, const std::vector<std::string>& left) {
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames())
      options.push_back("--" + name);
  for (const std::string& word : left)
    if (word.size() > 1 && word.front() == '-')
      return unknown({"option", "选项"}, word.substr(0, word.find('=')), options);
  if (left.empty()) return std::nullopt;
  const std::string& name = command.get_name();
  const CLI::Option* file = option_of(command, "FILE");
  if (file == nullptr)
    return told("{}: found \"{}\", allowed: options alone", "{}：写有“{}”，应为：仅选项", name,
                left.front());
  const std::string files = fmt::format("{}", fmt::join(file->results(), " "));
  const Text head = told("{}: found \"{}\" after the file \"{}\", allowed: one file",
                         "{0}：文件“{2}”之后写有“{1}”，应为：一个文件", name, left.front(), files);
  if (with_of(command) == With::none) return head;
  return with_of(command) == With::many
             ? told(
                   "{}; each alternative has a --with of its own, and levers that apply together "
                   "are joined by +",
                   "{}；每个方案各写一个--with，同时采用的措施以+连接", head)
             : told("{}; levers are joined by +: --with a+b", "{}；措施以+连接：“--with 甲+乙”",
                    head);
}

/// An option of one value that has several.
std::optional<Text> given_twice(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    const auto& values = option->results();
    if (option->get_expected_max() != 1 || values.size() < 2) continue;
    const bool is_same = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
      return value == values.front();
    });
    if (!option->check_lname("with") || is_same)
      return told("{}: found it {} times ({}), allowed: once", "{}：写了{}次（{}），应为：一次",
                  option->get_name(), values.size(), word_list(values));
    const std::string together = fmt::format("{}", fmt::join(values, "+"));
    return told(
        "{0} takes one --with, found {1}: {2}; levers that apply together are joined by +: --with "
        "{3}{4}",
        "{0}只用一个--with，写有{1}个：{2}；同时采用的措施以+连接：“--with {3}”{4}",
        command.get_name(), values.size(), word_list(values), together, side_by_side(command));
  }
  return std::nullopt;
}

std::optional<Text> excluded(const CLI::App& command) {
  const auto has = [&](const char* name) {
    const CLI::Option* option = option_of(command, name);
    return option != nullptr && option->count() > 0;
  };
  for (const std::string option : {"--value", "--ranges"})
    if (has(option.c_str()) && has("--no-capacity"))
      return told(
          "{0}: found beside --no-capacity, which leaves out the saturated runs that {0} "
          "compares; allowed: one of both",
          "{0}：与--no-capacity并存，而后者略去{0}所需的饱和运行；应为：二者择一", option);
  if (has("--precision") && has("--replications"))
    return Text{
        "--precision: found beside --replications; allowed: one of both, since --precision "
        "makes as many replications as it needs",
        "--precision：与--replications并存；应为：二者择一，--precision自定重复次数"};
  return std::nullopt;
}

/// A positional or an option that the command cannot do without.
std::optional<Text> missing(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    const std::string& name = command.get_name();
    if (option->get_positional())
      return told("{0}: found no {1}, allowed: kouan {0} {1}, with {1} a {2}",
                  "{0}：未写{1}，应为：“kouan {0} 文件”，文件即{2}", name, option->get_name(),
                  parted(option->get_description()));
    const Text instead = name == "compare" ? Text{"; kouan run simulates a scenario alone",
                                                  "；仅仿真一个情景请用“kouan run”"}
                                           : Text{};
    return told("{}: found no {}, needed: {}{}", "{}：未写{}，此项必填：{}{}", name,
                option->get_name(), parted(option->get_description()), instead);
  }
  return std::nullopt;
}

/// An option at the end of the line, or before another, without what belongs to it.
std::optional<Text> without_value(const CLI::App& command, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) return std::nullopt;
  const std::string said = error.what();
  const CLI::Option* option = option_of(command, said.substr(0, said.find(':')));
  if (option == nullptr || option->count() > 0) return std::nullopt;
  return told("{}: found no value, needed: {}", "{}：未写值，此项须写：{}", option->get_name(),
              parted(option->get_description()));
}

/// Whether help or the version is asked for, which need no command.
bool asks_what_it_is(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](std::string_view word) {
    return word == "-h" || word.starts_with("--help") || word.starts_with("--version");
  });
}

}  // namespace

models::Language language_asked(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::string_view next = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--lang=zh" || (word == "--lang" && next == "zh")) return models::Language::zh;
  }
  return models::Language::en;
}

std::string in_one(const Text& text) { return text.en + k_next_language + text.zh; }

Text parted(const std::string& text) {
  const std::size_t next = text.find(k_next_language);
  if (next == std::string::npos) return {text, text};
  return {text.substr(0, next), text.substr(next + 1)};
}

std::function<std::string(const CLI::App*, const CLI::Error&)> failure_message(
    models::Language language) {
  return [language](const CLI::App* app, const CLI::Error& error) {
    const std::string said = error.what();  // "--seed: " and a refusal, or words of the parser's
                                            // own
    if (said.find(k_next_language) == std::string::npos && language == models::Language::en)
      return "kouan: " + CLI::FailureMessage::simple(app, error);
    if (said.find(k_next_language) == std::string::npos)
      return fmt::format("kouan：命令行有误：{}\n更多说明见--help。\n", said);
    const Text refusal = parted(said);
    return language == models::Language::zh
               ? fmt::format("kouan：{}：{}\n更多说明见--help。\n", said.substr(0, said.find(": ")),
                             refusal.zh)
               : fmt::format("kouan: {}\nRun with --help for more information.\n", refusal.en);
  };
}

std::optional<Text> wrong_command(const CLI::App& app, int argc, char** argv) {
  const std::vector<std::string> names = command_names(app);
  if (argc < 2)
    return told("found no command, allowed: {}; kouan --help says more",
                "未写命令，应为：{}；详见“kouan --help”", word_list(names));
  const std::string word = argv[1];
  const bool is_option = !word.empty() && word.front() == '-';
  if (is_option && !asks_what_it_is(argc, argv))
    return told("found \"{}\" in place of a command, allowed: {}; kouan --help says more",
                "命令处写有“{}”，应为：{}；详见“kouan --help”", word, word_list(names));
  if (is_option || std::find(names.begin(), names.end(), word) != names.end()) return std::nullopt;
  return unknown({"command", "命令"}, word, names);
}

std::optional<Text> value_of_flag(const CLI::App& app, int argc, char** argv) {
  const CLI::App* command = &app;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--") break;  // what follows are no options
    if (i == 1 && word.front() != '-') command = app.get_subcommand(word);
    const std::size_t equals = word.find('=');
    if (!word.starts_with("--") || equals == std::string::npos) continue;
    const CLI::Option* option = option_of(*command, word.substr(0, equals));
    if (option != nullptr && option->get_items_expected_max() == 0)
      return told("{0}: found the value \"{1}\", allowed: {0} alone, which has none",
                  "{0}：写有值“{1}”，应为：仅写{0}，不带值", word.substr(0, equals),
                  word.substr(equals + 1));
  }
  return std::nullopt;
}

std::optional<Text> wrong_usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0 || app.get_subcommands().empty())
    return std::nullopt;  // help was asked for
  const CLI::App& command = *app.get_subcommands().front();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
    return word_too_many(command, app.remaining(true));
  if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) return std::nullopt;
  for (const std::optional<Text>& problem :
       {given_twice(command), without_value(command, error), excluded(command), missing(command)})
    if (problem) return problem;
  return std::nullopt;
}

}  // namespace kouan::cli
