// What is counted at a place: vehicles, on rail trains or wagons, as the classes that come there are.

/// Of several kinds together.
function together(kinds) {
  if (kinds.size === 0) return "vehicles";
  if (kinds.size === 1) return [...kinds][0];
  if (kinds.has("trains")) return kinds.has("vehicles") ? "trains-vehicles" : "trains-wagons";
  if (!kinds.has("vehicles")) return "wagons-cuts";
  return kinds.has("cuts") ? "vehicles-cuts" : "vehicles-wagons";
}

/// Results of before do not say: all are vehicles then.
function kind_of(scenario, id) {
  return (scenario.classes ?? []).find((c) => c.id === id)?.counted_in ?? "vehicles";
}

/// Id of the unit of one class: "trains".
export function counted_of_class(scenarios, id) {
  const scenario = scenarios.find((s) => (s.classes ?? []).some((c) => c.id === id));
  return scenario ? kind_of(scenario, id) : "vehicles";
}

/// Of all classes whose way leads through the stage, in any of the scenarios.
export function counted_at(scenarios, stage) {
  const kinds = new Set();
  for (const scenario of scenarios) {
    const nodes = new Set((scenario.graph?.nodes ?? []).filter((n) => n.stage === stage).map((n) => n.id));
    for (const edge of scenario.graph?.edges ?? []) {
      if (nodes.has(edge.from) || nodes.has(edge.to)) for (const c of edge.classes ?? []) kinds.add(kind_of(scenario, c));
    }
  }
  return together(kinds);
}

/// Of what the port as a whole clears: trains where nothing that is counted is a vehicle.
export function counted_by_port(scenarios) {
  const units = new Set(scenarios.flatMap((s) => (s.throughput ?? []).map((row) => row.unit)));
  return together(new Set(["trains", "vehicles"].filter((u) => units.has(u))));
}

/// What is compared as vehicles is counted as what comes to the port, or to the stage whose queue it is; the capacity of a class has the class's own unit already.
export function unit_of_measure(model, { id, unit }) {
  if (!/^vehicles/.test(unit ?? "") || id.endsWith(".capacity")) return unit;
  const stage = /^(.*)\.queue\.mean$/.exec(id)?.[1];
  return unit.replace("vehicles", stage ? model.counted_at(stage) : model.port_counted);
}
