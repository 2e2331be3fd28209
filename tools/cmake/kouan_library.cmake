# kouan_library(<name>): the static library kouan_<name>, alias kouan::<name>, of every source and
# header below the current folder. Headers are included by their path from the repository root,
# `#include "sim/time.hpp"`, and installed below include/kouan, where the same text finds them.
function(kouan_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS *.hpp)
  set(scope PUBLIC)
  if(sources)
    add_library(kouan_${name} STATIC ${sources})
  else()
    add_library(kouan_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(kouan::${name} ALIAS kouan_${name})
  set_target_properties(kouan_${name} PROPERTIES EXPORT_NAME ${name})
  target_sources(
    kouan_${name} ${scope}
    FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}
    FILES ${headers})
  target_compile_features(kouan_${name} ${scope} cxx_std_20)
  # No fused multiply-add behind our back: compilers and processors must agree to the bit.
  target_compile_options(kouan_${name} ${scope} -ffp-contract=off)
  target_compile_definitions(kouan_${name} ${scope} KOUAN_VERSION="${PROJECT_VERSION}")
  install(
    TARGETS kouan_${name}
    EXPORT kouan_targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/kouan)
endfunction()

# kouan_link(<name> ...): what kouan_<name> links, whether or not it has sources yet.
function(kouan_link name)
  get_target_property(type kouan_${name} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    list(TRANSFORM ARGN REPLACE "^(PUBLIC|PRIVATE)$" INTERFACE)
  endif()
  target_link_libraries(kouan_${name} ${ARGN})
endfunction()
