# "ninja coverage" in the coverage preset: runs the tests and says which lines of src/ they reached.

if(STS_COVERAGE)
  find_program(STS_GCOVR gcovr)
  if(STS_GCOVR)
    add_custom_target(coverage
      COMMAND ${CMAKE_CTEST_COMMAND} --output-on-failure
      COMMAND ${STS_GCOVR} --root ${PROJECT_SOURCE_DIR} --filter ${PROJECT_SOURCE_DIR}/src/ ${CMAKE_BINARY_DIR}
      WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
      USES_TERMINAL)
    add_dependencies(coverage sts-export)
  else()
    message(STATUS "gcovr was not found: no target coverage (package gcovr)")
  endif()
endif()
