#include "analysis/run_bytes.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace kouan::analysis {

namespace {

constexpr std::uint32_t k_magic = 0x6b6f7531;             // "kou1"
constexpr std::uint32_t k_magic_with_goods = 0x6b6f7567;  // "koug": only some runs tell of goods

/// Fields in one order for both directions: the archive either appends or takes.
class Writer {
 public:
  template <typename T>
  void field(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto at = bytes.size();
    bytes.resize(at + sizeof(T));
    std::memcpy(bytes.data() + at, &value, sizeof(T));
  }
  template <typename T>
  void list(const std::vector<T>& values) {
    field(static_cast<std::uint64_t>(values.size()));
    if (values.empty()) return;
    const auto at = bytes.size();
    bytes.resize(at + values.size() * sizeof(T));
    std::memcpy(bytes.data() + at, values.data(), values.size() * sizeof(T));
  }
  template <typename T, typename Each>
  void records(const std::vector<T>& values, Each each) {
    field(static_cast<std::uint64_t>(values.size()));
    for (const T& value : values)
      each(*this, value);
  }
  std::string bytes;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <typename T>
  void field(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(&value, take(sizeof(T)), sizeof(T));
  }
  template <typename T>
  void list(std::vector<T>& values) {
    values.resize(length(sizeof(T)));
    if (values.empty()) return;
    std::memcpy(values.data(), take(values.size() * sizeof(T)), values.size() * sizeof(T));
  }
  template <typename T, typename Each>
  void records(std::vector<T>& values, Each each) {
    values.resize(length(1));
    for (T& value : values)
      each(*this, value);
  }
  bool at_end() const { return rest_.empty(); }

 private:
  const char* take(std::size_t size) {
    if (size > rest_.size()) throw std::runtime_error("a run's result was cut short");
    const char* at = rest_.data();
    rest_.remove_prefix(size);
    return at;
  }
  /// Number of elements of at least `size` bytes each that follow; refused before memory is asked
  /// for.
  std::size_t length(std::size_t size) {
    std::uint64_t count = 0;
    field(count);
    if (count > rest_.size() / size) throw std::runtime_error("a run's result was cut short");
    return static_cast<std::size_t>(count);
  }
  std::string_view rest_;
};

template <typename Archive, typename Summary>
void tally(Archive& a, Summary& t) {
  a.field(t.count);
  a.field(t.zeros);
  a.field(t.mean_s);
  a.field(t.variance_s2);
  a.field(t.max_s);
  a.field(t.p50_s);
  a.field(t.p90_s);
  a.field(t.p95_s);
}

template <typename Archive, typename Class>
void one_class(Archive& a, Class& c) {
  a.field(c.arrived);
  a.field(c.departed);
  a.field(c.turned_away_in_all);
  a.field(c.turned_away);
  a.field(c.inside);
  a.field(c.cleared);
  a.field(c.cleared_kg);
  a.field(c.cleared_left);
  tally(a, c.sojourn);
  tally(a, c.physical);
  tally(a, c.documents);
  a.list(c.ledger_s);
  a.list(c.told_s);
  a.list(c.lacked_s);
}

template <typename Archive, typename Resource>
void one_resource(Archive& a, Resource& r) {
  a.field(r.served);
  tally(a, r.waiting);
  a.field(r.queue_time_s);
  a.field(r.busy_time_s);
  a.field(r.blocked_time_s);
  a.field(r.open_time_s);
  a.field(r.installed_time_s);
  a.field(r.closed_time_s);
  a.field(r.down_time_s);
  a.field(r.queue_max);
  a.field(r.refused);
  a.field(r.gave_up);
}

template <typename Archive, typename Link>
void one_link(Archive& a, Link& link) {
  a.field(link.class_index);
  a.field(link.serial);
  a.field(link.wants);
  a.field(link.cause);
  a.list(link.holds);
  a.field(link.part_number);
  a.field(link.whole_class);
  a.field(link.whole_serial);
  a.field(link.is_whole_part);
}

template <typename Archive, typename Standing>
void one_standing(Archive& a, Standing& s) {
  a.field(s.at);
  a.field(s.place);
  a.field(s.since);
  a.list(s.waiting);
  a.list(s.missing);
}

template <typename Archive, typename Gathering>
void one_gathering(Archive& a, Gathering& g) {
  a.field(g.batches);
  a.field(g.members);
  a.field(g.full);
  a.field(g.empty);
  tally(a, g.waiting);
  tally(a, g.open);
  a.field(g.queue_time_s);
  a.field(g.aboard_time_s);
  a.list(g.came);
  a.list(g.refused);
  a.list(g.gave_up);
}

template <typename Archive, typename Store>
void one_store(Archive& a, Store& s) {
  a.field(s.growth_kg);
  a.list(s.put_kg);
  a.field(s.was_full);
  a.field(s.since_full_s);
  a.field(s.longest_not_full_s);
}

template <typename Archive, typename Result>
void goods(Archive& a, Result& r) {
  a.records(r.goods, [](auto& archive, auto& of_class) {
    archive.field(of_class.came_kg);
    archive.field(of_class.inside_kg_s);
  });
}

template <typename Archive, typename Result>
void whole(Archive& a, Result& r) {
  a.field(r.stop);
  a.field(r.stopped_at);
  a.records(r.knot, [](auto& archive, auto& link) { one_link(archive, link); });
  a.field(r.crowd.class_index);
  a.field(r.crowd.inside);
  a.field(r.crowd.all);
  a.records(r.standing, [](auto& archive, auto& s) { one_standing(archive, s); });
  a.field(r.events);
  a.field(r.fingerprint);
  a.field(r.conserved);
  a.field(r.keeps_tonnes);
  a.field(r.little);
  a.records(r.classes, [](auto& archive, auto& c) { one_class(archive, c); });
  a.records(r.resources, [](auto& archive, auto& c) { one_resource(archive, c); });
  a.records(r.gatherings, [](auto& archive, auto& g) { one_gathering(archive, g); });
  a.list(r.hourly_queue);
  a.list(r.hourly_inside);
  a.list(r.daily_cleared);
  a.list(r.daily_cleared_kg);
  a.records(r.stores, [](auto& archive, auto& s) { one_store(archive, s); });
}

}  // namespace

std::string to_bytes(const sim::RunResult& result) {
  Writer writer;
  writer.field(result.goods.empty() ? k_magic : k_magic_with_goods);
  whole(writer, result);
  if (!result.goods.empty()) goods(writer, result);
  return std::move(writer.bytes);
}

sim::RunResult from_bytes(std::string_view bytes) {
  Reader reader(bytes);
  std::uint32_t magic = 0;
  reader.field(magic);
  if (magic != k_magic && magic != k_magic_with_goods)
    throw std::runtime_error("what came from a worker is no run's result");
  sim::RunResult result;
  whole(reader, result);
  if (magic == k_magic_with_goods) goods(reader, result);
  if (!reader.at_end()) throw std::runtime_error("a run's result is longer than it says");
  return result;
}

}  // namespace kouan::analysis
