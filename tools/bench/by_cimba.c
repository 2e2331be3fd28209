// Peer: Cimba, in two styles: events that call functions, and a process for each server.
// Arguments: events|workers, stations, servers, arrival rate, entities, seed.

#include <cimba.h>
#include <cmi_mempool.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct truck {
  double arrived;
  struct truck* behind;
};

struct station {
  struct truck *first, *last;     // who waits, by events
  int free;                       // servers, by events
  struct cmb_objectqueue* queue;  // who waits, by workers
};

static struct {
  int stations, servers;
  double rate;
  uint64_t entities, sent, left;
  double stays;
  struct station* station;
} line;

// Where Cimba's own benchmark takes its objects from.
CMB_THREAD_LOCAL struct cmi_mempool trucks = CMI_MEMPOOL_STATIC_INIT(sizeof(struct truck), 512u);

static struct truck* come(void) {
  struct truck* truck = cmi_mempool_alloc(&trucks);
  *truck = (struct truck){.arrived = cmb_time()};
  return truck;
}

static void leave(struct truck* truck) {
  line.stays += cmb_time() - truck->arrived;
  ++line.left;
  cmi_mempool_free(&trucks, truck);
}

// By events.

static void finish(void* station, void* truck);

static void serve(struct station* station, struct truck* truck) {
  cmb_event_schedule(finish, station, truck, cmb_time() + cmb_random_exponential(1.0), 0);
}

static void enter(struct station* station, struct truck* truck) {
  if (station->free > 0) {
    --station->free;
    serve(station, truck);
    return;
  }
  truck->behind = NULL;
  if (station->first == NULL)
    station->first = truck;
  else
    station->last->behind = truck;
  station->last = truck;
}

static void finish(void* at, void* truck) {
  struct station* station = at;
  struct truck* next = station->first;
  if (next == NULL) {
    ++station->free;
  } else {
    station->first = next->behind;
    serve(station, next);
  }
  if (++station == line.station + line.stations)
    leave(truck);
  else
    enter(station, truck);
}

static void arrive(void* subject, void* object) {
  if (++line.sent < line.entities)
    cmb_event_schedule(arrive, subject, object, cmb_time() + cmb_random_exponential(1 / line.rate),
                       0);
  enter(line.station, come());
}

static void start_events(void) {
  for (int s = 0; s < line.stations; ++s)
    line.station[s].free = line.servers;
  cmb_event_schedule(arrive, NULL, NULL, cmb_random_exponential(1 / line.rate), 0);
}

// By workers.

static void* source(struct cmb_process* me, void* context) {
  cmb_unused(me);
  cmb_unused(context);
  for (; line.sent < line.entities; ++line.sent) {
    cmb_process_hold(cmb_random_exponential(1 / line.rate));
    cmb_objectqueue_put(line.station->queue, come());
  }
  return NULL;
}

static void* work(struct cmb_process* me, void* at) {
  cmb_unused(me);
  struct station* station = at;
  struct station* next = station + 1;
  void* truck = NULL;
  while (cmb_objectqueue_get(station->queue, &truck) == CMB_PROCESS_SUCCESS) {
    cmb_process_hold(cmb_random_exponential(1.0));
    if (next == line.station + line.stations)
      leave(truck);
    else
      cmb_objectqueue_put(next->queue, truck);
  }
  return NULL;
}

static void start(const char* name, cmb_process_func* function, void* context) {
  struct cmb_process* process = cmb_process_create();
  cmb_process_initialize(process, name, function, context, 0);
  cmb_process_start(process);
}

static void start_workers(void) {
  for (int s = 0; s < line.stations; ++s) {
    line.station[s].queue = cmb_objectqueue_create();
    cmb_objectqueue_initialize(line.station[s].queue, "queue", CMB_UNLIMITED);
  }
  start("source", source, NULL);
  for (int s = 0; s < line.stations; ++s)
    for (int i = 0; i < line.servers; ++i)
      start("server", work, &line.station[s]);
}

int main(int argc, char** argv) {
  const bool by_workers = argc == 7 && strcmp(argv[1], "workers") == 0;
  if (argc != 7 || (!by_workers && strcmp(argv[1], "events") != 0)) {
    fprintf(stderr, "usage: bench_cimba events|workers STATIONS SERVERS RATE ENTITIES SEED\n");
    return 2;
  }
  line.stations = atoi(argv[2]);
  line.servers = atoi(argv[3]);
  line.rate = atof(argv[4]);
  line.entities = strtoull(argv[5], NULL, 10);
  line.station = calloc((size_t)line.stations, sizeof *line.station);

  cmb_logger_flags_off(CMB_LOGGER_INFO);
  cmb_random_initialize(strtoull(argv[6], NULL, 10));
  cmb_event_queue_initialize(0.0);
  if (by_workers)
    start_workers();
  else
    start_events();
  const clock_t before = clock();
  cmb_event_queue_execute();
  const double cpu_s = (double)(clock() - before) / CLOCKS_PER_SEC;
  if (line.left != line.entities) {
    fprintf(stderr, "bench_cimba: not all entities have left\n");
    return 1;
  }
  printf("{\"entities\": %llu, \"cpu_s\": %.6f, \"mean_stay\": %.9g}\n",
         (unsigned long long)line.left, cpu_s, line.stays / (double)line.left);
  return 0;
}
