"""Peer: Ciw, the line as a network of nodes, the way its manual writes it.

Arguments: stations, servers, arrival rate, entities, seed.
"""
import json
import sys
import time

import ciw


def main():
    stations, servers, rate, entities, seed = sys.argv[1:]
    stations, entities = int(stations), int(entities)
    ciw.seed(int(seed))
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(float(rate))] + [None] * (stations - 1),
        service_distributions=[ciw.dists.Exponential(1.0)] * stations,
        number_of_servers=[int(servers)] * stations,
        routing=[[float(to == at + 1) for to in range(stations)] for at in range(stations)],
    )
    simulation = ciw.Simulation(network)

    before = time.process_time()
    simulation.simulate_until_max_customers(entities, method="Finish")
    cpu_s = time.process_time() - before
    # Arrivals go on until so many have left; the few who are still inside then are not counted.
    visits = [truck.data_records for truck in simulation.nodes[-1].all_individuals]
    stays = sum(v[-1].exit_date - v[0].arrival_date for v in visits)
    print(json.dumps({"entities": len(visits), "cpu_s": cpu_s, "mean_stay": stays / len(visits)}))


main()
