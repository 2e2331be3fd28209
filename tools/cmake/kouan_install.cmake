# Install and export: find_package(kouan) gives kouan::sim, kouan::models and kouan::analysis.
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/kouan)
configure_package_config_file(tools/cmake/kouanConfig.cmake.in kouanConfig.cmake
                              INSTALL_DESTINATION ${config_dir}
                              PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(kouanConfigVersion.cmake COMPATIBILITY SameMinorVersion)

install(
  EXPORT kouan_targets
  FILE kouanTargets.cmake
  NAMESPACE kouan::
  DESTINATION ${config_dir})
install(FILES ${PROJECT_BINARY_DIR}/kouanConfig.cmake
              ${PROJECT_BINARY_DIR}/kouanConfigVersion.cmake
              tools/cmake/kouan_dependencies.cmake tools/cmake/FindRandom123.cmake
        DESTINATION ${config_dir})
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/kouan/scenarios)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
