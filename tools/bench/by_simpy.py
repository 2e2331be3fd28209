"""Peer: SimPy, one process for each entity, the way its manual writes it.

Arguments: stations, servers, arrival rate, entities, seed.
"""
import json
import random
import sys
import time

import simpy


def main():
    stations, servers, rate, entities, seed = sys.argv[1:]
    stations, servers, entities = int(stations), int(servers), int(entities)
    draw = random.Random(int(seed)).expovariate
    env = simpy.Environment()
    line = [simpy.Resource(env, servers) for _ in range(stations)]
    stays = []

    def truck():
        arrived = env.now
        for station in line:
            with station.request() as turn:
                yield turn
                yield env.timeout(draw(1.0))
        stays.append(env.now - arrived)

    def source():
        for _ in range(entities):
            yield env.timeout(draw(float(rate)))
            env.process(truck())

    before = time.process_time()
    env.process(source())
    env.run()
    cpu_s = time.process_time() - before
    print(json.dumps({"entities": entities, "cpu_s": cpu_s, "mean_stay": sum(stays) / entities}))


main()
