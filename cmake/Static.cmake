# GANDER_STATIC: the command as one file that needs no shared library. The library stays what it is.
#
#     cmake -D GANDER_STATIC=ON -D GANDER_LIBPQ_ROOT=$(scripts/libpq) …
#
# Why: the shared libpq loads Kerberos, LDAP and GnuTLS, most of what starting costs, and an image from scratch
# has none of them.
option(GANDER_STATIC "Link the command without shared libraries" OFF)
set(GANDER_LIBPQ_ROOT "" CACHE PATH "With GANDER_STATIC: the folder that scripts/libpq prints")

if(NOT GANDER_STATIC)
    set(GANDER_FMT fmt::fmt)
    return()
endif()
if(BUILD_SHARED_LIBS OR GANDER_SANITIZE)
    message(FATAL_ERROR "GANDER_STATIC does not go with BUILD_SHARED_LIBS or GANDER_SANITIZE")
endif()

set(GANDER_FMT fmt::fmt-header-only) # Debian has no libfmt.a
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
unset(SQLite3_LIBRARY CACHE) # may be a shared one, of a folder that was configured otherwise before
add_compile_options(-ffunction-sections -fdata-sections)

# The image is to stay below 10 MB. What runs once a run, and not for each file, statement or row, is compiled to be
# small: templates of JSON and of formatting are most of it, and its time nobody could measure.
set(GANDER_SMALL_LAYERS schema subset dialect store lock exec migrator report kubernetes cluster)
set(GANDER_SMALL $<$<CONFIG:Release>:-Os>)

# FindPostgreSQL knows neither where this one is nor what else an archive needs.
if(GANDER_WITH_POSTGRES)
    if(NOT EXISTS ${GANDER_LIBPQ_ROOT}/lib/libpq.a)
        message(FATAL_ERROR "No libpq.a in GANDER_LIBPQ_ROOT=\"${GANDER_LIBPQ_ROOT}\"; scripts/libpq makes one")
    endif()
    find_package(OpenSSL REQUIRED)
    add_library(PostgreSQL::PostgreSQL STATIC IMPORTED)
    target_include_directories(PostgreSQL::PostgreSQL INTERFACE ${GANDER_LIBPQ_ROOT}/include)
    target_link_libraries(
        PostgreSQL::PostgreSQL INTERFACE ${GANDER_LIBPQ_ROOT}/lib/libpgcommon_shlib.a ${GANDER_LIBPQ_ROOT}/lib/libpgport_shlib.a
                                         OpenSSL::SSL OpenSSL::Crypto
    )
    set_target_properties(PostgreSQL::PostgreSQL PROPERTIES IMPORTED_LOCATION ${GANDER_LIBPQ_ROOT}/lib/libpq.a)
    set(PostgreSQL_INCLUDE_DIRS ${GANDER_LIBPQ_ROOT}/include)
endif()

# gander_link_statically(target): without shared libraries, unused code and, in a release, symbols. The linker
# warns of what the C library would load for lookups; static_names.cpp sees to it that it never does.
function(gander_link_statically target)
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/static_names.cpp)
    target_link_options(${target} PRIVATE -static -Wl,--gc-sections $<$<CONFIG:Release>:-s>)
endfunction()
