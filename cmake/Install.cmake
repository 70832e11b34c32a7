# cmake --install: the program in both its names, the library with its package for find_package(gander), the man
# page and the documentation.
include(CMakePackageConfigHelpers)

option(GANDER_INSTALL "Install Gander" ${PROJECT_IS_TOP_LEVEL})
option(GANDER_INSTALL_GOOSE "Install the link that answers to goose's name" ON)
if(NOT GANDER_INSTALL)
    return()
endif()

if(NOT BUILD_SHARED_LIBS)
    set(BUILD_SHARED_LIBS OFF)
endif()
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/gander)

install(TARGETS gander EXPORT gander-targets)
if(TARGET gander_suites)
    install(TARGETS gander_suites EXPORT gander-targets)
endif()
install(TARGETS gander_cli)
install(DIRECTORY include/gander DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)
install(EXPORT gander-targets NAMESPACE gander:: DESTINATION ${package_dir})
configure_package_config_file(
    cmake/gander-config.cmake.in ${PROJECT_BINARY_DIR}/gander-config.cmake INSTALL_DESTINATION ${package_dir}
)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/gander-config-version.cmake COMPATIBILITY SameMinorVersion)
install(
    FILES ${PROJECT_BINARY_DIR}/gander-config.cmake ${PROJECT_BINARY_DIR}/gander-config-version.cmake
          cmake/GanderEmbedMigrations.cmake cmake/GanderEmbedFiles.cmake cmake/FindPgQuery.cmake cmake/FindYaml.cmake
    DESTINATION ${package_dir}
)

# The program finds a shared library of ours beside itself, wherever the two are moved.
file(RELATIVE_PATH bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
set_target_properties(gander_cli PROPERTIES INSTALL_RPATH $ORIGIN/${bin_to_lib})

# A goose that is there already and is not a link of ours is somebody's real one: it stays.
if(GANDER_INSTALL_GOOSE)
    set(bin_dir "\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}") # the prefix may be chosen when installing
    if(IS_ABSOLUTE ${CMAKE_INSTALL_BINDIR})
        set(bin_dir ${CMAKE_INSTALL_BINDIR})
    endif()
    install(
        CODE "
        set(link \"\$ENV{DESTDIR}${bin_dir}/goose\")
        set(target \"\")
        if(IS_SYMLINK \"\${link}\")
            file(READ_SYMLINK \"\${link}\" target)
        endif()
        if(target STREQUAL \"$<TARGET_FILE_NAME:gander_cli>\")
            message(STATUS \"Up-to-date: \${link}\")
        elseif(EXISTS \"\${link}\" OR IS_SYMLINK \"\${link}\")
            message(WARNING \"\${link} is there already and is not Gander's: left as it is. \"
                            \"Remove it and install again to have Gander answer to that name.\")
        else()
            message(STATUS \"Installing: \${link}\")
            file(CREATE_LINK \"$<TARGET_FILE_NAME:gander_cli>\" \"\${link}\" SYMBOLIC)
        endif()
        list(APPEND CMAKE_INSTALL_MANIFEST_FILES \"${bin_dir}/goose\")"
    )
endif()

file(GLOB pages CONFIGURE_DEPENDS man/*.1)
install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
file(GLOB texts CONFIGURE_DEPENDS README.md CHANGELOG.md docs/*.md)
install(FILES LICENSE ${texts} DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR})
