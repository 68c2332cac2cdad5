# The Debian package: "cpack -G DEB" in the build folder of the release preset.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sts-export)
set(CPACK_PACKAGE_VENDOR "The sts-export authors")
set(CPACK_PACKAGE_CONTACT "The sts-export authors <sts-export@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "accessible PDF and EPUB handouts from Markdown")
set(CPACK_PACKAGE_DESCRIPTION
"sts-export turns sections of patient-education text, kept as Markdown, into
PDF files that conform to PDF/UA-1 and PDF/A-2a and into EPUB 3.3 books, each
section with its references, its disclaimer and the date of its last revision.
It comes with a sample library on soft tissue sarcoma.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "hyphen-en-us, pandoc, poppler-utils")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded when an SVG is drawn (src/output/pdf/draw-image.c), so that no link tells of it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "librsvg2-2")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

include(CPack)
