// Messages in both languages, written side by side where they are told.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "models/text.hpp"

namespace kouan::models::language {

/// What the formatter gets for an argument: of a text the one language.
template <class Arg>
using InOneLanguage = std::conditional_t<std::is_same_v<Arg, Text>, std::string, Arg>;

template <class Arg>
const auto& english(const Arg& argument) {
  if constexpr (std::is_same_v<Arg, Text>)
    return argument.en;
  else
    return argument;
}
template <class Arg>
const auto& chinese(const Arg& argument) {
  if constexpr (std::is_same_v<Arg, Text>)
    return argument.zh;
  else
    return argument;
}

/// told("found {} of {}", "{1}中的{0}", …): both are checked against the arguments by the compiler;
/// arguments that are texts stand in each in its language.
template <class... Args>
Text told(fmt::format_string<const InOneLanguage<Args>&...> en,
          fmt::format_string<const InOneLanguage<Args>&...> zh, const Args&... arguments) {
  return {fmt::vformat(en, fmt::make_format_args(english(arguments)...)),
          fmt::vformat(zh, fmt::make_format_args(chinese(arguments)...))};
}

/// "1 value", "2 values".
inline std::string counted(int count, const std::string& word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

/// "found a list".
inline Text as_found(const Text& what) { return told("found {}", "所写为{}", what); }
/// The same of a word: "found "gaet"".
inline Text as_found(std::string_view word) { return told("found \"{}\"", "所写为“{}”", word); }

/// Two keys of which one alone may stand there.
inline Text found_beside(std::string_view key, std::string_view other) {
  return told("found \"{}\" beside \"{}\"", "“{}”与“{}”并存", key, other);
}
/// A file that a value names.
inline Text found_no_file(const std::string& name, const std::string& path) {
  return told("found \"{}\", but there is no file {}", "所写为“{}”，但没有文件{}", name, path);
}

}  // namespace kouan::models::language
