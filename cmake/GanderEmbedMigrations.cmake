# gander_embed_migrations(target DIRECTORY directory [NAME name] [NAMESPACE namespace])
#
# Compiles the migrations directly in `directory` (*.sql, and *.go so that nobody misses one), and its after-steps
# (*.after), into `target`:
#
#     gander_embed_migrations(app DIRECTORY db/migrations NAME migrations NAMESPACE app)
#
#     #include "migrations.hpp"
#     gander::MigrationSet::from_embedded(app::migrations())
#
# NAME names the header and the function, embedded_migrations unless given. A file that is added, removed or
# changed is noticed by the next build. Any bytes are embedded as they are. Call it in the directory that made
# the target.
function(gander_embed_migrations target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY;NAME;NAMESPACE" "")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_DIRECTORY)
        message(FATAL_ERROR "gander_embed_migrations(target DIRECTORY directory [NAME name] [NAMESPACE namespace])")
    endif()
    if(NOT arg_NAME)
        set(arg_NAME embedded_migrations)
    endif()
    foreach(identifier ${arg_NAME} ${arg_NAMESPACE})
        if(NOT identifier MATCHES "^[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*$")
            message(FATAL_ERROR "gander_embed_migrations: \"${identifier}\" cannot be a name in C++")
        endif()
    endforeach()

    cmake_path(ABSOLUTE_PATH arg_DIRECTORY BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE directory)
    if(NOT IS_DIRECTORY ${directory})
        message(FATAL_ERROR "gander_embed_migrations: ${directory} is not a directory")
    endif()
    file(GLOB files ${directory}/*.sql ${directory}/*.go)
    if(NOT files)
        message(FATAL_ERROR "gander_embed_migrations: no *.sql file in ${directory}")
    endif()
    file(GLOB files ${directory}/*.sql ${directory}/*.go ${directory}/*.after)
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME base)
        if(base MATCHES "[\"\\$]" OR NOT EXISTS ${file}) # CMake itself stumbles over these, a semicolon among them
            message(FATAL_ERROR "gander_embed_migrations: rename this file without \" \\ $ or ; in its name: ${file}")
        endif()
    endforeach()

    file(GLOB files CONFIGURE_DEPENDS ${directory}/*.sql ${directory}/*.go ${directory}/*.after)

    # Only a change of the list rewrites these, so only that recompiles what includes the header.
    set(output ${CMAKE_CURRENT_BINARY_DIR}/gander_embedded/${target})
    set(shown_directory ${directory})
    cmake_path(IS_PREFIX PROJECT_SOURCE_DIR ${directory} inside)
    if(inside) # messages show the path in the project, on whatever machine it was built
        cmake_path(RELATIVE_PATH shown_directory BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    endif()
    set(namespace_begin "")
    set(namespace_end "")
    if(arg_NAMESPACE)
        set(namespace_begin "namespace ${arg_NAMESPACE} {\n")
        set(namespace_end "\n} // namespace ${arg_NAMESPACE}")
    endif()
    set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/GanderEmbedFiles.cmake)
    string(JOIN "\n" list ${files})
    file(CONFIGURE OUTPUT ${output}/${arg_NAME}.list CONTENT "${list}\n" @ONLY)
    file(CONFIGURE OUTPUT ${output}/${arg_NAME}.hpp @ONLY CONTENT [[
// Made by gander_embed_migrations().
#pragma once

#include <gander/migrator.hpp>

#include <span>

@namespace_begin@
/// The migrations in @shown_directory@, for the life of the program.
std::span<gander::EmbeddedFile const> @arg_NAME@() noexcept;
@namespace_end@

]])
    add_custom_command(
        OUTPUT ${output}/${arg_NAME}.cpp
        COMMAND
            ${CMAKE_COMMAND} -D LIST=${output}/${arg_NAME}.list -D NAME=${arg_NAME} -D NAMESPACE=${arg_NAMESPACE} -D
            SHOWN_DIRECTORY=${shown_directory} -D OUTPUT=${output}/${arg_NAME}.cpp -P ${script}
        DEPENDS ${files} ${output}/${arg_NAME}.list ${script}
        COMMENT "Embedding the migrations in ${shown_directory}"
        VERBATIM
    )
    target_sources(${target} PRIVATE ${output}/${arg_NAME}.cpp)
    target_include_directories(${target} PRIVATE ${output})
endfunction()
