#include "tools/kouan/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report/table.hpp"
#include "tools/kouan/usage.hpp"

namespace kouan::cli {

namespace {

/// The parser's own words in English and Chinese.
struct Label {
  const char* of_parser;
  const char* en;
  const char* zh;
};

const std::vector<Label>& labels() {
  static const std::vector<Label> k_labels = {
      {"Usage", "Usage", "用法"},
      {"OPTIONS", "OPTIONS", "选项"},
      {"SUBCOMMAND", "SUBCOMMAND", "命令"},
      {"Positionals", "Positionals", "参数"},
      {"Options", "Options", "选项"},
      {"Subcommands", "Subcommands", "命令"},
      {"REQUIRED", "REQUIRED", "必填"},
      {"Excludes", "Excludes", "不可并用"},
      {"INT:NUMBER", "NUMBER", "数"},
      {"UINT:NUMBER", "NUMBER", "数"},
      {"TEXT:WORD", "WORD", "词"},
      {"TEXT:SHARE", "SHARE", "比例"},
      {"TEXT:PATH", "PATH", "路径"},
      {"TEXT:LEVERS", "LEVERS", "措施"},
      {"TEXT", "TEXT", "文字"},
  };
  return k_labels;
}

/// CLI11 2.1 breaks no lines by itself; what is broken already it puts under its column.
class HelpFormatter : public CLI::Formatter {
 public:
  explicit HelpFormatter(models::Language language) : language_(language) {
    const bool is_zh = language == models::Language::zh;
    for (const auto& [of_parser, en, zh] : labels())
      label(of_parser, is_zh ? zh : en);
  }

  /// CLI11 counts bytes, of which a wide character has three for two columns.
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    const std::string name =
        "  " + make_option_name(option, is_positional) + make_option_opts(option);
    const std::size_t width = analysis::display_width(name);
    const bool fits = width < get_column_width();
    std::string description = make_option_desc(option);
    const std::string indent(get_column_width(), ' ');
    for (std::size_t at = 0; (at = description.find('\n', at)) != std::string::npos;)
      description.insert(++at, indent);
    return name + (fits ? std::string(get_column_width() - width, ' ') : "\n" + indent) +
           description + "\n";
  }

  std::string make_option_desc(const CLI::Option* option) const override {
    return in_column(told(option->get_description()));
  }

  std::string make_description(const CLI::App* command) const override {
    return told(command->get_description()) + "\n";
  }

  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    return CLI::Formatter::make_group(get_label(group), is_positional, std::move(options));
  }

  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode) const override {
    const std::vector<const CLI::App*> commands = app->get_subcommands({});
    if (commands.empty()) return "";
    std::string out = "\n" + get_label("Subcommands") + ":\n";
    for (const CLI::App* command : commands)
      out += make_subcommand(command);
    return out;
  }

  std::string make_subcommand(const CLI::App* command) const override {
    std::stringstream out;
    CLI::detail::format_help(out, command->get_display_name(true),
                             in_column(told(command->get_description())), get_column_width());
    return out.str();
  }

 private:
  std::string in_column(const std::string& text) const {
    const std::size_t room = analysis::k_text_columns - get_column_width();
    return fmt::format("{}", fmt::join(analysis::wrapped(text, room), "\n"));
  }
  std::string told(const std::string& text) const { return models::in(parted(text), language_); }

  models::Language language_;
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter(models::Language language) {
  return std::make_shared<HelpFormatter>(language);
}

}  // namespace kouan::cli
