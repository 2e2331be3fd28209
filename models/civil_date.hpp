// A day of the calendar.
#pragma once

namespace kouan::models {

struct CivilDate {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
};

}  // namespace kouan::models
