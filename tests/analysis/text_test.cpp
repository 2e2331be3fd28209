#include "analysis/report/text.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>

#include "analysis/report/csv.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/written_values.hpp"
#include "models/language/distribution_text.hpp"

namespace an = kouan::analysis;

TEST_CASE("the mean is cut where the interval is") {
  CHECK(an::with_interval({37.8571, 0.2134, 10}) == "37.9 ± 0.2");
  CHECK(an::with_interval({37.8571, 0.1334, 10}) == "37.86 ± 0.13");
  CHECK(an::with_interval({1044.2, 3.4, 10}) == "1,044 ± 3");
  CHECK(an::with_interval({1234567, 4321, 10}) == "1,234,567 ± 4,321");
  CHECK(an::with_interval({0.000123, 0.000017, 10}) == "0.0001 ± 0.0001");
  CHECK(an::with_interval({3, 7, 10}) == "3 ± 7");
}

TEST_CASE("what never varies has no interval to show") {
  CHECK(an::with_interval({1000, 0, 10}) == "1,000 ± 0");
  CHECK(an::with_interval({0, 0, 10}) == "0 ± 0");
  CHECK(an::with_interval({3, 0, 10}) == "3 ± 0");
  CHECK(an::with_interval({0.02, 1e-18, 10}) == "0.0200 ± 0");
}

TEST_CASE("an interval too narrow for the digits of its mean is not shown as none") {
  CHECK(an::with_interval({67.1634, 0.00004, 10}) == "67.16 ± 0.01");
}

TEST_CASE("an unknown interval is shown as unknown") {
  CHECK(an::with_interval({37.8571, std::nullopt, 1}) == "37.9 ± ?");
  CHECK(an::with_interval(an::estimate({})) == "–");
}

TEST_CASE("differences have their sign and shares are in per cent") {
  CHECK(an::signed_with_interval({2.314, 0.4, 10}) == "+2.3 ± 0.4");
  CHECK(an::signed_with_interval({-2.314, 0.4, 10}) == "−2.3 ± 0.4");
  CHECK(an::percent({0.1234, 0.004, 10}) == "12.3 ± 0.4 %");
  CHECK(an::percent({0.6712, 0, 10}) == "67.12 ± 0 %");
}

TEST_CASE("times take the unit that suits them") {
  CHECK(an::duration({48, 2, 10}, an::Language::en) == "48 ± 2 s");
  CHECK(an::duration({8316, 180, 10}, an::Language::en) == "2.31 ± 0.05 h");
  CHECK(an::signed_duration({-8316, 180, 10}, an::Language::en) == "−2.31 ± 0.05 h");
  CHECK(an::signed_duration({21, 0.2, 10}, an::Language::en) == "+21.0 ± 0.2 s");
}

TEST_CASE("units and tolerances are said in Chinese, tonnes always in 万吨") {
  CHECK(an::shown_unit("Mt/yr", an::Language::zh).name == "万吨/年");
  CHECK(an::shown_unit("Mt/yr", an::Language::zh).factor == 100);
  CHECK(an::shown_unit("kt/d", an::Language::zh).factor == 0.1);
  CHECK(an::shown_unit("Mt/yr", an::Language::en).name == "Mt/yr");
  CHECK(an::written_quantity("22 m").zh == "22 米");
  CHECK(an::written_quantity("3.5 Mt/yr").zh == "350 万吨/年");
  CHECK(an::written_quantity("2.5 km").en == "2.5 km");
  CHECK(an::written_quantity("first-come").zh == "first-come");
  CHECK(an::written_range("0.2 .. 0.5").zh == "0.2 至 0.5");
  CHECK(an::written_range("2 USD/t .. 3 USD/t").zh == "2 美元/吨至 3 美元/吨");
  CHECK(an::shown_unit("furlongs", an::Language::zh).name == "furlongs");
  CHECK(an::duration({740, 24, 10}, an::Language::zh) == "12.3 ± 0.4 分钟");
  CHECK(an::duration({740, 24, 10}, an::Language::en) == "12.3 ± 0.4 min");
  CHECK(an::tolerance_text("factor 3", an::Language::zh) == "3 倍以内");
  CHECK(an::tolerance_text("at least", an::Language::zh) == "不低于");
  CHECK(an::tolerance_text("2 km .. 6 km", an::Language::zh) == "2 公里至 6 公里");
  CHECK(an::tolerance_text("450 .. 500", an::Language::zh) == "450 至 500");
  CHECK(an::tolerance_text("±5 %", an::Language::zh) == "±5 %");
}

TEST_CASE("distributions are said in Chinese with the names of their parameters, written or not") {
  const auto zh = [](const char* text) { return an::written_quantity(text).zh; };
  CHECK(zh("lognormal(mean 2.97 min, cv 0.5)") == "对数正态分布（均值 2.97 分钟，变异系数 0.5）");
  CHECK(zh("lognormal(24 s, cv 0.3, max 60 s)") ==
        "对数正态分布（均值 24 秒，变异系数 0.3，不超过 60 秒）");
  CHECK(zh("normal(117 t, 6 t, min 90 t, max 145 t)") ==
        "正态分布（均值 117 吨，标准差 6 吨，不低于 90 吨，不超过 145 吨）");
  CHECK(zh("triangular(3 min,5 min , 10 min)") ==
        "三角分布（最小 3 分钟，最可能 5 分钟，最大 10 分钟）");
  CHECK(zh("uniform(8 min, 20 min)") == "均匀分布（最小 8 分钟，最大 20 分钟）");
  CHECK(zh("erlang(mean 4 h, k 3)") == "爱尔朗分布（均值 4 小时，阶数 3）");
  CHECK(zh("empirical(times.csv, max 2 h)") == "实测数据（times.csv，不超过 2 小时）");
  CHECK(an::written_quantity("uniform(8 min, 20 min)").en == "uniform(8 min, 20 min)");
  CHECK(zh("lognormal (mean  2 min, cv 0.5)") == "对数正态分布（均值 2 分钟，变异系数 0.5）");
  for (const auto& form : kouan::models::language::distribution_forms()) {
    CHECK_MESSAGE(zh((form.name + "()").c_str()) != form.name + "()", form.name);
    for (const auto& parameter : form.parameters) {
      const std::string told = zh((form.name + "(" + parameter.keyword + " 1 min)").c_str());
      CHECK_MESSAGE(told.find(parameter.keyword) == std::string::npos, told);
    }
  }
}

TEST_CASE("what was observed keeps all its digits") {
  CHECK(an::as_written(37.857) == "37.857");
  CHECK(an::as_written(1622) == "1,622");
}

TEST_CASE("thousands are set apart and minus nothing is nothing") {
  CHECK(an::grouped(-1234.5, 1) == "−1,234.5");
  CHECK(an::grouped(-0.04, 1) == "0.0");
  CHECK(an::grouped(999, 0) == "999");
}

TEST_CASE("Chinese characters take two columns") {
  CHECK(an::display_width("gate") == 4);
  CHECK(an::display_width("卡口") == 4);
  CHECK(an::display_width("95 %，平均") == 10);
  CHECK(an::display_width("± –") == 3);
}

TEST_CASE("tables are aligned by columns on the screen") {
  an::TextTable table({"环节", "n"});
  table.add({"卡口", "1"});
  table.add({"gate", "10"});
  CHECK(table.text(0) == "环节   n\n卡口   1\ngate  10\n");
}

TEST_CASE("a table that is too wide is broken and folded, never cut") {
  an::TextTable table({"环节", "日均作业车辆数", "waiting", "queue"});
  table.span("甘其毛都");
  table.add({"卡口", "850 ± 14", "33.8 ± 1.2 min", "1 ± 0"});
  table.add({"Joint physical inspection", "16 ± 3", "2 ± 0 s", "0 ± 0"});
  const std::string whole = table.text(2, 100);
  CHECK(whole.find("环节                       日均作业车辆数         waiting  queue\n") !=
        std::string::npos);
  CHECK(table.text(2) == whole);
  for (std::size_t columns = 34; columns < 70; ++columns) {
    CAPTURE(columns);
    const std::string text = table.text(2, columns);
    std::size_t from = 0;
    for (std::size_t to = text.find('\n'); to != std::string::npos; to = text.find('\n', from)) {
      CHECK(an::display_width(std::string_view(text).substr(from, to - from)) <= columns);
      from = to + 1;
    }
    for (const char* cell : {"850 ± 14", "33.8 ± 1.2 min", "16 ± 3", "2 ± 0 s", "1 ± 0", "0 ± 0",
                             "waiting", "queue", "甘其毛都"})
      CHECK_MESSAGE(text.find(cell) != std::string::npos, cell);
  }
  // The first column and the line across stand in each part.
  CHECK(table.text(0, 36) ==
        "                日均作业\n"
        "环节              车辆数\n"
        "甘其毛都\n"
        "卡口            850 ± 14\n"
        "Joint physical    16 ± 3\n"
        "  inspection\n"
        "\n"
        "环节                   waiting\n"
        "甘其毛都\n"
        "卡口            33.8 ± 1.2 min\n"
        "Joint physical         2 ± 0 s\n"
        "  inspection\n"
        "\n"
        "环节            queue\n"
        "甘其毛都\n"
        "卡口            1 ± 0\n"
        "Joint physical  0 ± 0\n"
        "  inspection\n");
}

TEST_CASE("text is broken at blanks and between Chinese characters but never before a full stop") {
  CHECK(an::wrapped("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(an::fitted("  one two three four\nfive", 16) == "  one two\n      three four\nfive\n");
  CHECK(an::wrapped("年通过能力为。", 12) == std::vector<std::string>{"年通过能力", "为。"});
  CHECK(an::wrapped("通过能力", 4) == std::vector<std::string>{"通过", "能力"});
}

TEST_CASE("Chinese lines neither end in an opening mark nor begin with a closing one") {
  const std::string text =
      "两处依次增加一条通道（作业位），自2023-10-16起“甲”与《乙》共用（丙）；「丁」12 "
      "辆（列）、100 %"
      "为上限，file(s)亦然。";
  const auto begins = [](const std::string& line, std::string_view mark) {
    return line.starts_with(mark);
  };
  for (std::size_t width = 24; width < 60; ++width) {
    CAPTURE(width);
    std::string joined;
    for (const std::string& line : an::wrapped(text, width)) {
      CAPTURE(line);
      CHECK(an::display_width(line) <= width);
      for (const char* mark : {"（", "“", "《", "「", "("})
        CHECK_FALSE(line.ends_with(mark));
      for (const char* mark : {"）", "”", "》", "」", "，", "。", "；", "、", ")"})
        CHECK_FALSE(begins(line, mark));
      for (const char* part : {"2023-", "2023-10-", "2023-10"})
        CHECK_FALSE(line.ends_with(part));
      joined += line;
    }
    std::string without_blanks = text;
    std::erase(without_blanks, ' ');
    std::erase(joined, ' ');
    CHECK(joined == without_blanks);
  }
  using Lines = std::vector<std::string>;
  CHECK(an::wrapped("一条通道（作业位）", 11) == Lines{"一条通道", "（作业位）"});
  CHECK(an::wrapped("一二“三四”五", 6) == Lines{"一二", "“三四”", "五"});
  CHECK(an::wrapped("自2023-10-16起", 11) == Lines{"自", "2023-10-16", "起"});
}

TEST_CASE("a line is never wider than asked: marks take a character along, paths go on after /") {
  using Lines = std::vector<std::string>;
  CHECK(an::wrapped("一二三四。五", 8) == Lines{"一二三", "四。五"});
  CHECK(an::wrapped("一二（三）。五", 8) == Lines{"一二", "（三）。", "五"});
  CHECK(an::wrapped("file: /one/two/three.yaml · x", 10) ==
        Lines{"file:", "/one/two/", "three.yaml", "· x"});
  for (std::size_t width = 8; width < 40; ++width)
    for (const std::string& line :
         an::wrapped("口岸通过能力：（年）“日”，每日 12 辆（列）。", width))
      CHECK(an::display_width(line) <= width);
}

TEST_CASE("fields of CSV are quoted where they must be") {
  CHECK(an::csv_field("plain") == "plain");
  CHECK(an::csv_field("a,b") == "\"a,b\"");
  CHECK(an::csv_field("say \"x\"") == "\"say \"\"x\"\"\"");
}

TEST_CASE("a heading is broken into even lines") {
  an::TextTable table({"环节", "最长，公里"});
  table.add({"卡口", "0"});
  CHECK(table.text(0, 14) ==
        "      最长，\n"
        "环节    公里\n"
        "卡口       0\n");
}

TEST_CASE("columns that are to be read across are not parted where the width allows") {
  an::TextTable table({"case", "observed", "simulated", "tolerance", "kind"});
  table.add({"A1", "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"});
  const auto first_line = [&](std::size_t columns) {
    const std::string text = table.text(0, columns);
    return text.substr(0, text.find('\n'));
  };
  // Three and one would fit as well, but are uneven.
  CHECK(first_line(60).find("tolerance") == std::string::npos);
  table.together(2, 3);
  CHECK(first_line(60).find("tolerance") != std::string::npos);
  CHECK(first_line(30).find("simulated") == std::string::npos);  // where there is no room
}
