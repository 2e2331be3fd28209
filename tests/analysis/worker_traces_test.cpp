// What workers leave behind of the trace that they write.
#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "analysis/replicate.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

namespace an = kouan::analysis;
namespace fs = std::filesystem;
namespace sim = kouan::sim;
using kouan::test::content;

TEST_CASE("the trace of a worker that is ended leaves nothing behind") {
  const std::string folder = TemporaryFolder::own().string() + "/traces";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const sim::Model model;
  const std::vector<an::Lane> lanes = {
      {{"base", "基准"}, &model, [](const sim::RunResult&) {}, {}, {}, folder + "/trace.csv"}};
  const std::vector<an::Job> jobs = {{0, 0}};
  an::ReplicateOptions options;
  options.runner = [](const sim::Model&, const sim::RunOptions&) -> sim::RunResult {
    ::raise(SIGKILL);
    return {};
  };
  CHECK_FALSE(an::replicate(lanes, jobs, options).lost.en.empty());
  CHECK(fs::is_empty(folder));
  // A second attempt gives up what the first one wrote.
  options.runner = [&](const sim::Model&, const sim::RunOptions&) {
    const std::string file = fs::directory_iterator(folder)->path().string();
    if (fs::exists(folder + "-seen")) return sim::RunResult{};
    std::ofstream(folder + "-seen") << "once";
    std::ofstream(file, std::ios::app) << "half a row";
    ::raise(SIGKILL);
    return sim::RunResult{};
  };
  fs::remove(folder + "-seen");
  CHECK(an::replicate(lanes, jobs, options).lost.en.empty());
  CHECK(content(folder + "/trace.csv") == "time_s,class,number,place,event\n");
  CHECK(std::distance(fs::directory_iterator(folder), {}) == 1);
}
