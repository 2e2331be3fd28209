#include "tools/kouan/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>
#include <string>

#include "analysis/report/table.hpp"
#include "tools/kouan/usage.hpp"

namespace kouan::cli {

namespace {

/// CLI11 2.1 breaks no lines by itself; what is broken already it puts under its column.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_desc(const CLI::Option* option) const override {
    return in_column(parted(option->get_description()).en);
  }

  std::string make_subcommand(const CLI::App* command) const override {
    std::stringstream out;
    CLI::detail::format_help(out, command->get_display_name(true),
                             in_column(command->get_description()), get_column_width());
    return out.str();
  }

 private:
  std::string in_column(const std::string& text) const {
    const std::size_t room = analysis::k_text_columns - get_column_width();
    return fmt::format("{}", fmt::join(analysis::wrapped(text, room), "\n"));
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() { return std::make_shared<HelpFormatter>(); }

}  // namespace kouan::cli
