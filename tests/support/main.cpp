// The one main() of the doctest programs.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <string>
#include <vector>

// CTest names one test case a process, with the commas of its name as "\,". doctest splits filters
// at every comma and would then run nothing, and call it success: "?" stands for any character.
static std::string comma_as_wildcard(std::string argument) {
  for (std::size_t at = 0; (at = argument.find("\\,", at)) != std::string::npos;) {
    argument.replace(at, 2, "?");
  }
  return argument;
}

int main(int argc, char** argv) {
  std::vector<std::string> arguments;
  std::vector<const char*> pointers;
  for (int i = 0; i < argc; ++i)
    arguments.push_back(comma_as_wildcard(argv[i]));
  for (const std::string& argument : arguments)
    pointers.push_back(argument.c_str());

  doctest::Context context(argc, pointers.data());
  return context.run();
}
