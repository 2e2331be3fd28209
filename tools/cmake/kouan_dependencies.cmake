# What the libraries and the command line need. kouanConfig.cmake includes this file too, so that an
# installed kouan looks for exactly what it was built with.
find_package(Boost 1.74 REQUIRED COMPONENTS graph)
find_package(Random123 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)

# SimGrid's packages bring a pkg-config file and no CMake one.
find_package(PkgConfig REQUIRED)
pkg_check_modules(SimGrid REQUIRED IMPORTED_TARGET simgrid>=3.32)

# The target is called yaml-cpp up to 0.7, yaml-cpp::yaml-cpp from 0.8 on.
if(TARGET yaml-cpp::yaml-cpp)
  set(KOUAN_YAML_CPP yaml-cpp::yaml-cpp)
else()
  set(KOUAN_YAML_CPP yaml-cpp)
endif()
