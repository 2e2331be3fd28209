// One day of a rail port as a yard master draws it: who stood on which track and when, and when
// trains were on the running sections.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/compile.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// A train, or what else of a rail class is at a place over [from_h, to_h) of the day, cut at its
/// ends; who takes several places is there as often.
struct DayStay {
  std::size_t entity_class = 0;
  std::uint64_t number = 0;   ///< within its class, from 1, as in the trace
  std::uint32_t track = 0;    ///< the first free one when it came, from 0: the model counts places
                              ///< and gives them no names
  std::size_t direction = 0;  ///< of a section: which of its directions
  double from_h = 0;
  double to_h = 0;
};

/// Hours of every day, and what share of the open time in them passages take.
struct OccupiedHours {
  double from_h = 0;
  double to_h = 0;
  double mean = 0;  ///< over the days on which the section is open in them
  double peak = 0;
};

/// Shares of a section's open time that its passages take when pushed together (UIC 406).
struct Occupation {
  double on_day = 0;  ///< the day that is drawn
  double mean = 0;    ///< over the days after the warm-up, of the first replication
  double peak = 0;    ///< the fullest of them; above 1 where trains of the day before came too
  std::vector<OccupiedHours> hours{};  ///< parts of the day, those that are shut every day left out
};

struct DayPlace {
  std::string id;
  models::Text title;
  bool is_section = false;
  std::vector<std::string> directions;     ///< of a section
  std::uint32_t tracks = 0;                ///< open on the day at most
  std::vector<DayStay> stays;              ///< in order of `from_h`
  std::optional<Occupation> occupation{};  ///< of a section with headways
  double length_m = 0;                     ///< of a section; 0 = not said
};

struct DayPicture {
  models::CivilDate date;
  std::vector<DayPlace> places;  ///< yards and sections at which rail classes were, in file order
};

/// Of the day of the first replication on which the median of what is carried on a day was cleared;
/// none where no rail class comes to a yard or section. Runs the replication once more.
std::optional<DayPicture> day_picture(const models::Scenario& scenario,
                                      const models::Compiled& compiled, std::uint64_t seed);

}  // namespace kouan::analysis
