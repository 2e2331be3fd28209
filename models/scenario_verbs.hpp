// The verbs of a process: what each takes and how it is read. Families of verbs stand in files of
// their own; this is what they share.
#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {

struct Verb {
  language::VerbInfo info;
  std::function<bool(language::Reader&, const language::Node&, const std::string& path,
                     ProcessStep&)>
      read;
};

/// What a step is made of where its text has more: the struct below that text.
template <class S>
auto as_step(S step) {
  if constexpr (std::is_base_of_v<Assign, S>)
    return static_cast<Assign>(std::move(step));
  else if constexpr (std::is_base_of_v<Visit, S>)
    return static_cast<Visit>(std::move(step));
  else
    return step;
}

/// A verb with an argument that is read into a member of step S.
template <class S, class Member, class V>
Verb verb(language::VerbInfo info, Member member, const language::Type<V>& type) {
  info.argument = type.info;
  return {std::move(info), [member, type](language::Reader& reader, const language::Node& node,
                                          const std::string& path, ProcessStep& out) {
            S step{};
            const bool fine = language::read_value(reader, type, node, path,
                                                   static_cast<V&>(std::invoke(member, step)));
            out.what = as_step(std::move(step));
            return fine;
          }};
}

/// A verb that stands alone.
template <class S>
Verb verb(language::VerbInfo info) {
  return {std::move(info),
          [](language::Reader&, const language::Node&, const std::string&, ProcessStep& out) {
            out.what = S{};
            return true;
          }};
}

/// For a verb whose argument is the whole step.
template <class S>
S& itself(S& step) {
  return step;
}

/// A list of steps, as verbs with inner steps take it.
language::Type<Steps> steps(bool may_be_empty = true);

/// What has to hold, as a map such as {number: lane-a, below: 3}.
language::Type<std::vector<When>> when();

/// Choices: which way to go.
std::vector<Verb> choice_verbs();
/// Attributes, loops and jumps.
std::vector<Verb> routing_verbs();

/// Parting and meeting.
std::vector<Verb> parting_verbs();

/// Taking several things at once, travelling sections.
std::vector<Verb> movement_verbs();

/// Waiting for a time: appointments, opening hours.
std::vector<Verb> lot_verbs();

}  // namespace kouan::models
