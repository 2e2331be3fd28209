// What a validation file says, as text: its listings, from which the reader and the reference page
// come. Names are looked up in the scenarios later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/validation.hpp"
#include "models/language/listing.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// A case as it stands in the file.
struct CaseText {
  ValidationCase out;
  std::string scenario;
  std::vector<std::string> levers;
  std::string mode = "demand";
  std::string measure;
  std::vector<std::string> classes;
  std::string direction = "inbound";
  std::string stage;
  models::CivilDate from;
  models::CivilDate to;
  models::language::Node observed;
  models::language::Node tolerance;
  std::string fitted = "false";
  std::string dependent = "false";
  std::string design = "false";
  std::string fit;
};

struct FileText {
  std::int32_t version = 1;
  models::Text title;
  std::vector<CaseText> cases;
};

const models::language::Listing<FileText>& validation_listing();

}  // namespace kouan::analysis
