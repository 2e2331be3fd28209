# cmake -DNPM=npm -DFROM=folder -DTO=folder -P npm_ci.cmake
# Installs exactly what FROM/package-lock.json names into TO/node_modules, from npm's cache where it can,
# running no scripts of the packages. Writes TO/installed at the end.
file(MAKE_DIRECTORY ${TO})
file(REMOVE ${TO}/installed)
file(COPY ${FROM}/package.json ${FROM}/package-lock.json DESTINATION ${TO})

set(options ci --ignore-scripts --no-audit --no-fund --loglevel=error)
foreach(source IN ITEMS --offline --prefer-offline)
  execute_process(
    COMMAND ${NPM} ${options} ${source}
    WORKING_DIRECTORY ${TO}
    RESULT_VARIABLE failed
    OUTPUT_VARIABLE said
    ERROR_VARIABLE said)
  if(NOT failed)
    break()
  endif()
endforeach()
if(failed)
  message(
    FATAL_ERROR
      "npm ci could not install the packages of ${FROM}/package-lock.json. They are neither in npm's cache "
      "nor was the registry reached: run the build once with network, or fill the cache "
      "(npm cache add). npm said:\n${said}")
endif()
file(TOUCH ${TO}/installed)
