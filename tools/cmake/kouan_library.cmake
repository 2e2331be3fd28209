# kouan_library(<name>): the static library kouan_<name>, alias kouan::<name>, of every source and
# header below the current folder. Headers are included by their path from the repository root,
# `#include "sim/time.hpp"`, and installed below include/kouan, where the same text finds them.
function(kouan_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS *.hpp)
  add_library(kouan_${name} STATIC ${sources})
  add_library(kouan::${name} ALIAS kouan_${name})
  set_target_properties(kouan_${name} PROPERTIES EXPORT_NAME ${name})
  target_sources(
    kouan_${name} PUBLIC
    FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}
    FILES ${headers})
  target_compile_features(kouan_${name} PUBLIC cxx_std_20)
  # No fused multiply-add behind our back: compilers and processors must agree to the bit.
  target_compile_options(kouan_${name} PUBLIC -ffp-contract=off)
  target_compile_definitions(kouan_${name} PUBLIC KOUAN_VERSION="${PROJECT_VERSION}")
  install(
    TARGETS kouan_${name}
    EXPORT kouan_targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/kouan)
endfunction()
