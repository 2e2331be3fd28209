"""Peer: JaamSim, a processor with a queue for each station, headless.

Arguments: stations, servers, arrival rate, entities, seed. KOUAN_JAAMSIM names JaamSim's jar.

JaamSim does not say what processor time a run took. So it is started twice, with all the entities and
with a single one, and what the second start took is taken off: Java's start and reading the model.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile


def model(stations, servers, rate, entities, seed):
    """The model file, as JaamSim's manual describes it. Times are in seconds, mean service 1 s."""
    stages = [f"Station{i}" for i in range(1, stations + 1)]
    queues = [f"Queue{i}" for i in range(1, stations + 1)]
    lines = [
        "Define ExponentialDistribution { Between Service }",
        "Define SimEntity { Truck }",
        "Define EntityGenerator { Source }",
        "Define Queue { " + " ".join(queues) + " }",
        "Define EntityProcessor { " + " ".join(stages) + " }",
        "Define Statistics { Stay }",
        "Define EntitySink { Sink }",
        "Between UnitType { TimeUnit }",
        "Service UnitType { TimeUnit }",
        "Stay UnitType { TimeUnit }",
        # Far beyond the last departure: the clock jumps there once nobody is left.
        f"Simulation RunDuration {{ {10 * entities / rate + 1000}  s }}",
        f"Simulation GlobalSubstreamSeed {{ {seed} }}",
        "Simulation RunOutputList { { [Stay].NumberAdded } { [Stay].SampleAverage/1[s] } }",
        "Simulation PrintRunLabels { FALSE }",
        "Simulation PrintReplications { FALSE }",
        "Simulation PrintConfidenceIntervals { FALSE }",
        f"Between Mean {{ {1 / rate}  s }}",
        "Between RandomSeed { 1 }",
        "Service Mean { 1  s }",
        "Service RandomSeed { 2 }",
        "Source FirstArrivalTime { Between }",
        "Source InterArrivalTime { Between }",
        "Source PrototypeEntity { Truck }",
        f"Source MaxNumber {{ {entities} }}",
        f"Source NextComponent {{ {queues[0]} }}",
        "Stay SampleValue { this.obj.TotalTime }",
        "Stay NextComponent { Sink }",
    ]
    for stage, queue, following in zip(stages, queues, queues[1:] + ["Stay"]):
        lines += [
            f"{stage} WaitQueue {{ {queue} }}",
            f"{stage} Capacity {{ {servers} }}",
            f"{stage} ServiceTime {{ Service }}",
            f"{stage} NextComponent {{ {following} }}",
        ]
    for queue, stage in zip(queues, stages):
        lines.append(f"{queue} NextComponent {{ {stage} }}")
    return "\n".join(lines) + "\n"


def run(text):
    """What JaamSim writes of one run of the model, and its processor time [s]."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "line.cfg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            ["java", "-Djava.awt.headless=true", "-jar", os.environ["KOUAN_JAAMSIM"], path, "-h"],
            capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        results = os.path.join(folder, "line.dat")
        if done.returncode != 0 or not os.path.exists(results):
            sys.exit(f"by_jaamsim: no results\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        with open(results, encoding="utf-8") as file:
            words = file.read().split()
    return words, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    stations, servers, rate, entities, seed = sys.argv[1:]
    line = lambda number: model(int(stations), int(servers), float(rate), number, int(seed))
    # Java's compiler and collector run in threads of their own; all of them share one core.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    _, start_s = run(line(1))
    words, all_s = run(line(int(entities)))
    passed, mean_stay = int(float(words[-2])), float(words[-1])
    if passed != int(entities):
        sys.exit(f"by_jaamsim: {passed} of {entities} entities have passed")
    print(json.dumps({"entities": passed, "cpu_s": all_s - start_s, "mean_stay": mean_stay}))


main()
