# Peer: simmer, one trajectory through all stations, the way its manual writes it.
# Arguments: stations, servers, arrival rate, entities, seed.
suppressPackageStartupMessages(library(simmer))

arguments <- as.numeric(commandArgs(trailingOnly = TRUE))
stopifnot(length(arguments) == 5)
stations <- arguments[1]
servers <- arguments[2]
rate <- arguments[3]
entities <- arguments[4]
set.seed(arguments[5])

env <- simmer("line")
truck <- trajectory("truck")
for (station in paste0("station", seq_len(stations))) {
  truck <- seize(truck, station)
  truck <- timeout(truck, function() rexp(1, 1))
  truck <- release(truck, station)
  # Nobody asks for the resources' histories here, so they are not kept.
  invisible(add_resource(env, station, servers, mon = FALSE))
}
sent <- 0
next_truck <- function() {
  if (sent == entities) return(-1)  # ends the generator
  sent <<- sent + 1
  rexp(1, rate)
}
invisible(add_generator(env, "truck", truck, next_truck))

processor_s <- function() sum(proc.time()[c("user.self", "sys.self")])
before <- processor_s()
invisible(run(env, until = Inf))
cpu_s <- processor_s() - before
arrivals <- get_mon_arrivals(env)
stopifnot(nrow(arrivals) == entities)
cat(sprintf('{"entities": %.0f, "cpu_s": %.6f, "mean_stay": %.9g}\n', entities, cpu_s,
            mean(arrivals$end_time - arrivals$start_time)))
