// The one main() of the doctest programs. It lets the names of test cases have commas and
// semicolons: CTest runs one test case a process, by name, and on the way CMake takes a list of
// names apart at semicolons, doctest a filter at commas; the test would then run nothing and pass.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

// A comma, which arrives as "\,", becomes "?": any one character.
static std::string commas_as_wildcards(std::string argument) {
  for (std::size_t at = 0; (at = argument.find("\\,", at)) != std::string::npos;) {
    argument.replace(at, 2, "?");
  }
  return argument;
}

static int list_without_semicolons(doctest::Context& context) {
  std::ostringstream list;
  context.setCout(&list);
  const int result = context.run();
  std::string text = list.str();
  std::replace(text.begin(), text.end(), ';', ',');
  std::cout << text;
  return result;
}

int main(int argc, char** argv) {
  std::vector<std::string> arguments;
  std::vector<const char*> pointers;
  for (int i = 0; i < argc; ++i)
    arguments.push_back(commas_as_wildcards(argv[i]));
  for (const std::string& argument : arguments)
    pointers.push_back(argument.c_str());

  doctest::Context context(argc, pointers.data());
  const bool lists = std::count(arguments.begin(), arguments.end(), "--list-test-cases") > 0;
  return lists ? list_without_semicolons(context) : context.run();
}
