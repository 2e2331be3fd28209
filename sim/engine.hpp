// The engine: resumes entities at their steps, in the order of the calendar. One object is one
// replication. Nothing here is virtual, and once pool and calendar have grown nothing is allocated.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine_state.hpp"

namespace kouan::sim {

class Engine : private EngineState {
 public:
  /// `model` must outlive the engine.
  Engine(const Model& model, const RunOptions& options);

  /// Executes all events at or before `bound` (and before the horizon). True while the run goes on.
  bool advance_until(Micros bound);
  /// Instant up to which the run has come.
  Micros now() const { return now_; }
  /// Closes the books at the horizon; call once, after `advance_until` said the run is over.
  RunResult finish();

 private:
  void start();
  void name_draws();
  void open_resources();
  void execute(const Event& event);
  void end_patience(const Event& event);
  void resume(const Event& event);
  void end_hold(std::uint32_t entity, const Step& step);
  void go_on(std::uint32_t entity);
  void proceed(std::uint32_t entity);
  void proceed_ready();
  void count_event(std::uint64_t hash) {
    ++events_;
    fingerprint_ += hash;
  }
  bool is_observed() const { return now_ >= model_.warm_up; }

  // Steps that can stop an entity answer whether it goes on at once.
  bool seize(std::uint32_t entity, const Step& step);
  bool deposit(std::uint32_t entity, const Step& step);
  bool await_documents(std::uint32_t entity);
  bool depart(std::uint32_t entity, bool turned_away);
  void leave_events(std::uint32_t entity, Recursion& recursion);
  void work(std::uint32_t entity, const Step& step);
  void finish_work(std::uint32_t entity, const Step& step);
  void declare(Entity& entity, const Step& step);
  void clear(std::uint32_t entity);
  double draw(const Entity& entity, const Step& step) {
    return blocks_[step.b].value(draws_, entity.serial);
  }
  Micros draw_duration(const Entity& entity, const Step& step) {
    return blocks_[step.b].duration(draws_, entity.serial);
  }

  // Attributes and ways that depend on more than chance.
  double& attribute(std::uint32_t entity, std::uint32_t number) {
    return attributes_[std::size_t{entity} * model_.attributes + number];
  }
  void make_attributes() {
    if (model_.attributes > 0) attributes_.resize(std::size_t{pool_.size()} * model_.attributes);
  }
  void start_attributes(std::uint32_t entity);
  void assign(std::uint32_t entity, const Step& step);
  void work_for(std::uint32_t entity, const Step& step);
  double work_s(std::uint32_t entity, const Step& step);
  std::int64_t number_at(std::uint32_t resource) const;
  bool holds(std::uint32_t entity, const Condition& condition);
  std::uint32_t shortest(const Entity& entity, const Step& step) const;
  bool lap(Entity& entity);

  void book(std::uint32_t entity, Micros at);
  void lose_patience(std::uint32_t entity);

  // Queues and servers.
  bool is_refused(const Entity& entity, const ResourceState& state, const Step& step) const;
  bool refuse(Entity& entity, ResourceState& state, const Step& step);
  void end_standing_before(std::uint32_t entity, std::uint32_t resource);
  void join(std::uint32_t entity, const Step& step);
  void quit(std::uint32_t entity, ResourceState& state);
  void end_wait(Entity& entity, std::uint32_t resource, ResourceState& r);
  __attribute__((always_inline)) inline void grant_first(std::uint32_t resource, ResourceState& r);
  void dispatch(std::uint32_t resource);
  void dispatch_apart(std::uint32_t resource);
  void admit(std::uint32_t resource);
  void enter_queue(std::uint32_t entity, std::uint32_t resource);
  void release_apart(std::uint32_t entity, std::uint32_t resource);
  /// Leaves the server whose work it had finished, if it still was there.
  void leave_carried(std::uint32_t entity) {
    if (pool_[entity].carried != k_none) leave(entity);
  }
  void leave(std::uint32_t entity);
  void change_capacity(std::uint32_t resource);
  std::int64_t servers_to_open(std::uint32_t resource) const;
  void set_open(std::uint32_t resource);
  void enter_wait(Entity& entity, std::uint32_t resource, std::uint32_t offset_open);
  void enter_stay(Entity& entity);
  void enter_time(Entity& entity, std::uint32_t cell);
  void make_room(std::uint32_t store);
  void book_room(std::uint32_t store);
  void start_balances();

  // Parts: steps_parallel.cpp.
  std::uint32_t add_part(std::uint32_t whole, std::uint32_t step);
  void remove_part(std::uint32_t part);
  void fork(std::uint32_t entity, const Step& step);
  void end_way(std::uint32_t part);
  Ties& ties_of(std::uint32_t entity);
  void bind(std::uint32_t entity, std::uint32_t record);
  std::uint32_t whole_of(std::uint32_t entity) const;
  void hand_aboard(std::uint32_t part, std::uint32_t whole);
  /// Loosens the ties of an entity that departs; true when it was a part, which is gone then.
  bool loosen(std::uint32_t entity, bool turned_away);

  // Coming together: steps_gather.cpp.
  void open_gatherings();
  bool gather(std::uint32_t entity, const Step& step);
  std::uint32_t origin_of(std::uint32_t entity, const Step& step);
  Waiting& waiting_with(std::uint32_t entity, const Step& step);
  void stop_waiting(std::uint32_t entity, const Step& step);
  bool is_complete(std::uint32_t gathering, const Waiting& waiting, std::uint32_t origin) const;
  void form(std::uint32_t gathering, Waiting& waiting, bool by_clock);
  std::uint32_t carrier_of(std::uint32_t gathering, const std::vector<std::uint32_t>& members);
  void board(std::uint32_t gathering, std::uint32_t carrier,
             const std::vector<std::uint32_t>& members);
  void let_off(std::uint32_t carrier);
  void disband(std::uint32_t carrier);
  void give_up_aboard(std::uint32_t entity);
  void depart_with(std::uint32_t carrier, bool turned_away = false);
  void leave_by_clock(std::uint32_t gathering, std::uint64_t number);
  bool others_leave_first(std::uint32_t gathering);
  void order_departures();
  void book_departure(std::uint32_t gathering);
  void book_timer(std::uint32_t gathering);

  // Parting: steps_split.cpp.
  void split(std::uint32_t entity, const Step& step);
  static void hand_clock(const Entity& whole, Entity& part);
  std::uint32_t add_entity(std::uint32_t class_index) {
    return add_entity(class_index, classes_[class_index].sent++);
  }
  std::uint32_t add_entity(std::uint32_t class_index, std::uint64_t serial);
  std::uint32_t origin_as_whole(std::uint32_t entity);
  void forget_origins(std::uint32_t entity);

  // What they carry: loads.cpp.
  double uncounted_kg(std::uint32_t entity) const;
  double load_kg(std::uint32_t entity) const;
  double count_load(std::uint32_t entity);
  void take_over(std::uint32_t carrier, std::uint32_t member);
  void set_load(std::uint32_t entity, double kg);
  void hand_load(std::uint32_t whole, std::uint32_t part, double share, double count);
  void keep_rest(std::uint32_t whole, double share);
  double own_kg(std::uint32_t entity) const;
  void tell_load(std::uint32_t entity, double more_kg);
  void tell_coming(std::uint32_t entity, double more_kg);
  bool keeps_tonnes() const;
  /// Members of the batch and of those taken aboard before it, in the order of coming aboard.
  template <class Use>
  void for_each_aboard(std::uint32_t batch, const Use& use) const {
    if (batch == k_none) return;
    for_each_aboard(batches_[batch].below, use);
    for (std::uint32_t i = batches_[batch].members.head; i != k_none; i = pool_[i].next)
      use(i);
  }

  // Lots: steps_lots.cpp.
  bool take_slot(std::uint32_t entity, const Step& step);
  bool stays_away(const Entity& entity, const Step& step) const;
  bool wait_open(std::uint32_t entity, const Step& step);
  // Servers that are told apart (steps_servers.cpp).
  bool seize_server(std::uint32_t entity, const Step& step);
  std::uint32_t least_urgent(std::uint32_t resource, std::uint8_t level) const;
  void serve_queue(std::uint32_t resource);
  std::uint32_t next_to_serve(std::uint32_t resource) const;
  std::uint32_t next_without_queue(std::uint32_t resource) const;
  std::uint32_t most_urgent_waiting(std::uint32_t resource) const;
  void put_urgent_first(std::uint32_t resource);
  void begin(std::uint32_t resource, std::uint32_t server);
  void take(std::uint32_t entity, std::uint32_t resource, std::uint32_t server);
  void serve(std::uint32_t entity, const Step& step);
  void end_work(std::uint32_t entity, const Step& step);
  void start_work(std::uint32_t resource, std::uint32_t server);
  void break_off(std::uint32_t resource, std::uint32_t server);
  void suspend(std::uint32_t resource, std::uint32_t server);
  void go_on(std::uint32_t resource, std::uint32_t server);
  void hand_over(std::uint32_t resource, std::uint32_t server);
  bool stop_awaiting_room(std::uint32_t entity, std::uint32_t resource);
  std::uint32_t seizing_step(std::uint32_t index) const;
  void step_back(std::uint32_t entity, std::uint32_t resource, std::uint32_t step);
  void vacate_server(std::uint32_t entity, std::uint32_t resource);
  void refresh(std::uint32_t resource, std::uint32_t server);

  // What happens to them (outages.cpp).
  void start_servers();
  double draw_of_server(const Distribution& d, std::uint32_t resource, std::uint32_t server,
                        const char* what, std::uint64_t number) const;
  void book_failure(std::uint32_t resource, std::uint32_t server);
  void book_server(std::uint32_t resource, std::uint32_t server, Micros after);
  void start_clock(std::uint32_t resource, std::uint32_t server);
  void stop_clock(std::uint32_t resource, std::uint32_t server);
  void outage(const Event& event);
  void fail(std::uint32_t resource, std::uint32_t server);
  void leave_for_vacation(std::uint32_t resource, std::uint32_t server);
  void open_servers(std::uint32_t resource, std::int64_t count);
  void close_one(std::uint32_t resource);
  void open_one(std::uint32_t resource);
  void book_stoppage(std::uint32_t stoppage);
  void turn_stoppage(std::uint32_t stoppage);
  void turn_stoppages(bool begin);
  void close_and_open(bool hours_change);
  void fail_those_due();
  void follow_hours();

  // Sharing (steps_sharing.cpp).
  void share(std::uint32_t entity, const Step& step);
  void begin_sharing(std::uint32_t entity, const Step& step);
  void advance_sharing(std::uint32_t resource);
  void book_sharing(std::uint32_t resource);
  void leave_sharing(std::uint32_t resource);
  void open_shared(std::uint32_t resource, std::int64_t servers);
  void turn_sharing(std::uint32_t resource, bool stops);
  void let_share(std::uint32_t entity, std::uint32_t resource);

  // Room ahead (steps_reserve.cpp).
  std::int64_t free_servers(std::uint32_t resource) const;
  bool has_room(std::uint32_t resource) const;
  bool may_reserve(std::uint32_t resource) const;
  bool leaves_room(std::uint32_t resource) const;
  void count_kept(std::uint32_t resource);
  bool reserve(std::uint32_t entity, const Step& step);
  std::uint32_t first_reserving(std::uint32_t resource) const;
  bool may_begin(std::uint32_t entity) const;
  bool awaits_room(std::uint32_t entity, std::uint32_t resource) const;
  void end_reserving(std::uint32_t entity);
  void take_reserved(Entity& entity, std::uint32_t resource);
  void give_back_room(std::uint32_t entity);
  void use_given_back();
  /// It will not come to where room is kept for it.
  void let_room_go(std::uint32_t entity) {
    give_back_room(entity);
    use_given_back();
  }
  std::uint32_t first_expected(std::uint32_t resource) const;
  void note_room(std::uint32_t resource);
  void join_expected(std::uint32_t entity, const Step& step);

  // Several things at once (steps_joint.cpp).
  void open_joints();
  void group_up(const NeedsDef& needs);
  bool take(std::uint32_t entity, const Step& step);
  void give_up(std::uint32_t entity, const Step& step);
  bool is_next(const Group& group, const Step& step) const;
  static bool is_barred(const NeedsDef& later, const NeedsDef& earlier);
  std::vector<Head> heads_of(const Group& group) const;
  bool can_have(const NeedsDef& needs) const;
  bool can_have(const NeedDef& need) const;
  std::uint32_t next_of(const Group& group) const;
  void serve_group(std::uint32_t group);
  void grant_all(std::uint32_t entity);
  void occupy_all(std::uint32_t entity, const NeedsDef& needs);
  void vacate_joint(std::uint32_t entity, std::uint32_t resource);
  std::uint32_t first_before_queue(std::uint32_t resource) const;

  // Sections of way (steps_section.cpp).
  bool may_enter(std::uint32_t resource, std::uint32_t direction) const;
  bool has_turn(std::uint32_t resource, std::uint32_t direction) const;
  Micros earliest_entry(std::uint32_t resource, std::uint32_t direction, Micros from) const;
  static Micros next_open(const DirectionDef& def, Micros at, Micros taken);
  void enter_section(std::uint32_t entity, const NeedDef& need);
  void leave_section(std::uint32_t entity, std::uint32_t resource);
  void note_late(std::uint32_t resource);
  bool stands_behind(const Entity& entity) const;
  bool keep_order(std::uint32_t entity, const Step& step);
  bool keep_distance(std::uint32_t entity, const Step& step);
  void turn_sections(const Group& group);
  void turn_section(std::uint32_t resource);
  void begin_turn(std::uint32_t resource);
  bool is_turn_over(std::uint32_t resource) const;
  std::uint32_t next_turn(std::uint32_t resource) const;
  std::uint32_t waiting_to_enter(std::uint32_t resource, std::uint32_t direction,
                                 std::uint32_t most) const;
  bool has_able(std::uint32_t resource, std::uint32_t direction) const;
  bool is_behind_another(std::uint32_t group, const LineOfGroup& line) const;
  void book_section(std::uint32_t resource);
  void wake_section(std::uint32_t resource, std::uint64_t number);
  void start_sections();

  // Whose time it is too (told.cpp).
  void open_told();
  bool awaits_parts(const Entity& entity) const;
  void tell(const Entity& entity, const Stay& stay);
  void tell_on(const Entity& entity, const Stay& stay);
  void move(const Entity& entity, std::uint32_t from, const Stay& to);
  void begin_awaiting(const Entity& entity);
  void end_awaiting(const Entity& entity);
  void begin_lack(const Entity& entity, std::uint32_t needs);
  void end_lack(const Entity& entity, std::uint32_t needs);
  void enter_waits(std::uint32_t resource);
  bool tells_of_all_aboard() const;
  std::vector<double> told_s(std::uint32_t account) const;
  /// Calls `use(member)` for all aboard of the entity itself.
  template <class Use>
  void each_aboard(const Entity& entity, Use use) const {
    if (entity.ties == k_none) return;
    for (std::uint32_t b = ties_[entity.ties].aboard; b != k_none; b = batches_[b].below) {
      for (std::uint32_t i = batches_[b].members.head; i != k_none; i = pool_[i].next)
        use(pool_[i]);
    }
  }

  // Knots (knot_finder.cpp).
  friend class KnotFinder;
  friend class StandstillFinder;
  void find_ways_to_kinds();
  void suspect(std::uint32_t entity);
  void look_for_knots();
  void look_through_gatherings();

  // Sources.
  void start_source(std::uint32_t class_index);
  void plan_arrivals(std::uint32_t class_index);
  void arrive(std::uint32_t class_index);
  std::int64_t batch_size(std::uint32_t class_index, std::uint64_t serial) const;
  void send(std::uint32_t class_index);
  void start_cycle(std::uint32_t entity, std::uint64_t serial);
  void book_arrival(std::uint32_t class_index);
  std::uint32_t next_of_entry(std::uint32_t class_index);
  bool shares_entry(std::uint32_t class_index, std::uint32_t entry) const;
  bool entry_has_room(std::uint32_t class_index) const;
  std::uint32_t drawn_of_entry(std::uint32_t class_index);
  void replenish(std::uint32_t entity, bool turned_away);
  void replenish_aboard(std::uint32_t entity, bool turned_away);
  void replace_one_of(std::uint32_t class_index, bool turned_away);
  void list_entries();
  // Sources that have run dry: dry_sources.cpp.
  bool waits_at_place(const Entity& entity) const;
  template <class Use>
  void for_each_kept(std::uint32_t entity, const Use& use) const;
  bool may_grow(std::uint32_t lead) const;
  void look_for_dry_entries();
  std::uint32_t kept_at(std::uint32_t lead) const;
  void feed_dry_entries();
  std::uint32_t lead_of_entry(std::uint32_t class_index) const { return leads_[class_index]; }
  void note_turned_back(std::uint32_t class_index);
  bool is_class_turning_back(std::uint32_t class_index) const;
  bool is_turning_back(std::uint32_t lead) const;
  void book_next_try();
  void book_try(Micros at);
  void try_again();
  void send_next(std::uint32_t class_index);
  void send_owed();
  void stop_as(StopReason reason);
  /// Because the class goes on at one instant.
  void stop_endless(StopReason reason, std::uint32_t class_index);

  // Books.
  /// Into the trace, if there is one; resource k_none = nowhere.
  void note(const Entity& entity, std::uint32_t resource, TraceEvent event) {
    if (trace_ != nullptr) [[unlikely]]
      trace_->add(
          {now_, entity.serial & (k_lap - 1), entity.class_index, resource, event, entity.step});
  }
  void note_all(const Server& server, std::uint32_t resource, TraceEvent event);
  void note_store(const Entity& entity, std::uint32_t store, TraceEvent event) {
    note(entity, static_cast<std::uint32_t>(resources_.size()) + store, event);
  }
  void note_gathering(const Entity& entity, std::uint32_t gathering, TraceEvent event) {
    note(entity, static_cast<std::uint32_t>(resources_.size() + stores_.size()) + gathering, event);
  }
  void observe();
  bool advance_recursions();
  void carry_on_ends();
  bool is_full();
  Books books_of(std::uint32_t class_index);
  void book_observation();
  void start_observation();
  void enter_all();
  std::size_t day_now() const;
  std::uint64_t bytes_in_use() const;
  Crowd crowd() const;
  ClassResult class_result(std::uint32_t class_index) const;
  ResourceResult resource_result(const ResourceState& state, const ResourceDef& def) const;
  void section_result(const SectionState& state, ResourceResult& out) const;
  GatheringResult gathering_result(const GatheringState& state) const;
  /// Row of the ledger: two a class, the second of its parts.
  static std::uint32_t account_of(const Entity& entity) {
    return 2 * entity.class_index + (entity.is_part ? 1 : 0);
  }
  WideMicros entered(std::uint32_t cell) const;
  bool is_conserved() const;
  bool obeys_little() const;
};

}  // namespace kouan::sim
