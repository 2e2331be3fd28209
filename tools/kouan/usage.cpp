#include "tools/kouan/usage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <sstream>
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

/// What to do instead of an option that other commands have, or that turns off what is not on.
Text known_elsewhere(const CLI::App& app, const CLI::App& command, const std::string& word) {
  std::vector<std::string> others;
  for (const CLI::App* other : app.get_subcommands({}))
    if (option_of(*other, word) != nullptr) others.push_back("kouan " + other->get_name());
  if (others.empty()) return {};
  const Text have =
      told("; {} {} it", "；该选项属于{0}", word_list(others), others.size() == 1 ? "has" : "have");
  const std::string on = word.starts_with("--no-") ? "--" + word.substr(5) : "";
  const std::string off = "--no-" + word.substr(std::min<std::size_t>(2, word.size()));
  if (!on.empty() && option_of(command, on) != nullptr)
    return told("{}, and kouan {} leaves that out by itself unless {} asks for it",
                "{}；“kouan {}”本不作此项，写{}方才进行", have, command.get_name(), on);
  if (option_of(command, off) != nullptr)
    return told("{}, and kouan {} does that by itself unless {} is given",
                "{}；“kouan {}”本就包括此项，写{}则略去", have, command.get_name(), off);
  return have;
}

/// What the parser leaves.
struct Left {
  std::vector<std::string> before;  ///< that word which ends the options, --
  std::vector<std::string> after;   ///< no options, however they begin
};
Left left_by_parser(const CLI::App& app, const std::set<std::string>& after_options) {
  Left left;
  for (const std::string& word : app.remaining(true))
    if (word != "--") (after_options.count(word) > 0 ? left.after : left.before).push_back(word);
  return left;
}

/// Options that the command does not know.
std::vector<Text> unknown_options(const CLI::App& app, const CLI::App& command,
                                  const std::vector<std::string>& left) {
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames())
      options.push_back("--" + name);
  std::vector<Text> problems;
  for (const std::string& word : left) {
    if (word.size() < 2 || word.front() != '-') continue;
    const std::string name = word.substr(0, word.find('='));
    const Text elsewhere = known_elsewhere(app, command, name);
    problems.push_back(elsewhere.en.empty()
                           ? unknown({"option", "选项"}, name, options)
                           : told("found the unknown option \"{}\", allowed: {}{}",
                                  "选项“{}”未知，应为：{}{}", name, word_list(options), elsewhere));
  }
  return problems;
}

/// Words that are no options and the values of none.
std::optional<Text> words_too_many(const CLI::App& command, const std::vector<std::string>& left) {
  if (left.empty()) return std::nullopt;
  const Text words{fmt::format("\"{}\"", fmt::join(left, "\", \"")),
                   fmt::format("“{}”", fmt::join(left, "”“"))};
  const std::string& name = command.get_name();
  const CLI::Option* file = option_of(command, "FILE");
  if (file == nullptr)
    return told("{}: found {}, allowed: options alone", "{}：写有{}，应为：仅选项", name, words);
  const std::string files = fmt::format("{}", fmt::join(file->results(), " "));
  const Text head = told("{}: found {} after the file \"{}\", allowed: one file",
                         "{0}：文件“{2}”之后写有{1}，应为：一个文件", name, words, files);
  if (with_of(command) == With::none) return head;
  return with_of(command) == With::many
             ? told(
                   "{}; each alternative has a --with of its own, and levers that apply together "
                   "are joined by +",
                   "{}；每个方案各写一个--with，同时采用的措施以+连接", head)
             : told("{}; levers are joined by +: --with a+b", "{}；措施以+连接：“--with 甲+乙”",
                    head);
}

/// Options of one value that have several.
std::vector<Text> given_twice(const CLI::App& command) {
  std::vector<Text> problems;
  for (const CLI::Option* option : command.get_options()) {
    const auto& values = option->results();
    if (option->get_expected_max() != 1 || values.size() < 2) continue;
    const bool is_same = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
      return value == values.front();
    });
    if (!option->check_lname("with") || is_same) {
      problems.push_back(told("{}: found it {} times ({}), allowed: once",
                              "{}：写了{}次（{}），应为：一次", option->get_name(), values.size(),
                              word_list(values)));
      continue;
    }
    const std::string together = joined_levers(values);
    problems.push_back(told(
        "{0} takes one --with, found {1}: {2}; levers that apply together are joined by +: --with "
        "{3}{4}",
        "{0}只用一个--with，写有{1}个：{2}；同时采用的措施以+连接：“--with {3}”{4}",
        command.get_name(), values.size(), word_list(values), together, side_by_side(command)));
  }
  return problems;
}

/// What the option says against the value; empty if it takes it.
std::string refusal(CLI::Option& option, std::string value) {
  constexpr int k_only = 0;
  try {
    return (*option.get_validator(k_only))(value);
  } catch (const CLI::OptionNotFound&) {
    return "";  // it takes any
  }
}

/// Values that the options refuse, each once.
std::vector<Text> refused_values(CLI::App& command) {
  std::vector<Text> problems;
  for (CLI::Option* option : command.get_options([](CLI::Option*) { return true; })) {
    std::set<std::string> seen;
    for (const std::string& value : option->results()) {
      const std::string against = seen.insert(value).second ? refusal(*option, value) : "";
      if (!against.empty())
        problems.push_back(told("{}: {}", "{}：{}", option->get_name(), parted(against)));
    }
  }
  return problems;
}

/// The rule and, of `share`, its share; each asks for the other.
std::optional<Text> rule_and_share(CLI::App& command, const std::set<std::string>& without_value) {
  CLI::Option* rule = command.get_option_no_throw("--rule");
  if (rule == nullptr || rule->count() > 1) return std::nullopt;
  if (without_value.count("--rule") + without_value.count("--share") > 0) return std::nullopt;
  const std::string word = rule->count() == 0 ? rule->get_default_str() : rule->results().front();
  if (!refusal(*rule, word).empty()) return std::nullopt;
  const bool has_share = option_of(command, "--share")->count() > 0;
  if (word == "share" && !has_share)
    return Text{"--rule share: found no --share; allowed: with --share, such as --share 40%",
                "--rule share：未写--share；应为：同时写--share，如“--share 40%”"};
  if (word != "share" && has_share)
    return told("--share: found beside --rule {}; allowed: with --rule share",
                "--share：与--rule {}并存；应为：与“--rule share”同用", word);
  return std::nullopt;
}

std::vector<Text> excluded(CLI::App& command, const std::set<std::string>& without_value) {
  std::vector<Text> problems;
  const auto has = [&](const char* name) {
    const CLI::Option* option = option_of(command, name);
    return option != nullptr && option->count() > 0;
  };
  for (const std::string option : {"--value", "--ranges"})
    if (has(option.c_str()) && has("--no-capacity"))
      problems.push_back(
          told("{0}: found beside --no-capacity, which leaves out the saturated runs that {0} "
               "compares; allowed: one of both",
               "{0}：与--no-capacity并存，而后者略去{0}所需的饱和运行；应为：二者择一", option));
  if (has("--precision") && has("--replications"))
    problems.emplace_back(
        "--precision: found beside --replications; allowed: one of both, since --precision "
        "makes as many replications as it needs",
        "--precision：与--replications并存；应为：二者择一，--precision自定重复次数");
  if (const auto problem = rule_and_share(command, without_value)) problems.push_back(*problem);
  return problems;
}

/// Positionals and options that the command cannot do without.
std::vector<Text> missing(const CLI::App& command, const std::set<std::string>& without_value) {
  std::vector<Text> problems;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    if (without_value.count(option->get_name()) > 0) continue;
    const std::string& name = command.get_name();
    if (option->get_positional()) {
      problems.push_back(told("{0}: found no {1}, allowed: kouan {0} {1}, with {1} a {2}",
                              "{0}：未写{1}，应为：“kouan {0} 文件”，文件即{2}", name,
                              option->get_name(), parted(option->get_description())));
      continue;
    }
    const Text instead = name == "compare" ? Text{"; kouan run simulates a scenario alone",
                                                  "；仅仿真一个情景请用“kouan run”"}
                                           : Text{};
    problems.push_back(told("{}: found no {}, needed: {}{}", "{}：未写{}，此项必填：{}{}", name,
                            option->get_name(), parted(option->get_description()), instead));
  }
  return problems;
}

/// Whether the word is an option where a value should be; a file of that name is ./--name.
bool is_option_word(const std::string& word) { return word == "-h" || word.starts_with("--"); }

/// Whether help or the version is asked for, which need no command.
bool asks_what_it_is(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](std::string_view word) {
    return word == "-h" || word.starts_with("--help") || word.starts_with("--version");
  });
}

/// A value behind a flag is taken off.
void refuse_value(const std::string& flag, std::string& word, WrongUsage& usage) {
  if (word == flag) return;
  usage.problems.push_back(told("{0}: found the value \"{1}\", allowed: {0} alone, which has none",
                                "{0}：写有值“{1}”，应为：仅写{0}，不带值", flag,
                                word.substr(flag.size() + 1)));
  word = flag;
}

/// Whether the option at `i` has its value, in the word itself or in the next. Behind "--out=" the
/// parser takes the next word for it, which nobody means.
bool has_value(const std::vector<std::string>& words, std::size_t i) {
  const std::size_t equals = words[i].find('=');
  if (equals != std::string::npos) return equals + 1 < words[i].size();
  return i + 1 < words.size() && !is_option_word(words[i + 1]);
}

void name_lack(const std::string& name, const CLI::Option& option,
               const std::vector<std::string>& words, std::size_t i, WrongUsage& usage) {
  const bool has_none = words[i] != name || i + 1 == words.size();
  const Text needed = parted(option.get_description());
  usage.problems.push_back(
      has_none ? told("{}: found no value, needed: {}", "{}：未写值，此项须写：{}", name, needed)
               : told("{}: found {} in place of its value, needed: {}",
                      "{}：应写值处写有{}，此项须写：{}", name, words[i + 1], needed));
  usage.without_value.insert(name);
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
    return language == models::Language::zh
               ? fmt::format("kouan：命令行有误：{}\n更多说明见--help。\n", error.what())
               : "kouan: " + CLI::FailureMessage::simple(app, error);
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

std::vector<std::string> sound_values(CLI::App& command, const std::string& name) {
  std::vector<std::string> values;
  CLI::Option* option = command.get_option_no_throw(name);
  if (option == nullptr) return values;
  for (const std::string& value : option->results()) {
    const bool is_known = std::find(values.begin(), values.end(), value) != values.end();
    if (!is_known && refusal(*option, value).empty()) values.push_back(value);
  }
  return values;
}

std::string joined_levers(const std::vector<std::string>& with) {
  if (with.size() == 1) return with.front();
  std::vector<std::string> levers;
  std::istringstream all(fmt::format("{}+", fmt::join(with, "+")));
  for (std::string lever; std::getline(all, lever, '+');)
    if (std::find(levers.begin(), levers.end(), lever) == levers.end()) levers.push_back(lever);
  return fmt::format("{}", fmt::join(levers, "+"));
}

void mend_words(const CLI::App& app, std::vector<std::string>& words, WrongUsage& usage) {
  const CLI::App* command = &app;
  if (!words.empty() && words.front().front() != '-') command = app.get_subcommand(words.front());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      usage.after_options.insert(words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    const std::string name = words[i].substr(0, words[i].find('='));
    const CLI::Option* option = name.starts_with("--") ? option_of(*command, name) : nullptr;
    if (option == nullptr) continue;
    if (option->get_items_expected_max() == 0) {
      refuse_value(name, words[i], usage);
    } else if (has_value(words, i)) {
      if (words[i] == name) ++i;
    } else {
      name_lack(name, *option, words, i, usage);
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      --i;
    }
  }
}

void find_wrong_usage(CLI::App& app, const CLI::ParseError* error, WrongUsage& usage) {
  const bool is_help = error != nullptr && error->get_exit_code() == 0;
  if (is_help || app.get_subcommands().empty()) return;
  CLI::App& command = *app.get_subcommands().front();
  const auto add = [&](const std::vector<Text>& more) {
    usage.problems.insert(usage.problems.end(), more.begin(), more.end());
    return !more.empty();
  };
  Left left = left_by_parser(app, usage.after_options);
  usage.has_unknown_options = add(unknown_options(app, command, left.before));
  if (usage.has_unknown_options) left.before.clear();  // it may be the value of one
  left.before.insert(left.before.end(), left.after.begin(), left.after.end());
  if (const auto problem = words_too_many(command, left.before)) add({*problem});
  add(given_twice(command));
  add(excluded(command, usage.without_value));
  add(missing(command, usage.without_value));
  usage.has_refused_values = add(refused_values(command));
}

}  // namespace kouan::cli
