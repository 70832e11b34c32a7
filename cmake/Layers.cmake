# Warnings and sanitizers for our own targets; never for those who use the installed library.
add_library(gander_warnings INTERFACE)
target_compile_options(gander_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-missing-field-initializers)
# With optimisation GCC 12 sees both in correct code of std::string and std::optional (GCC bugs 105651, 105562).
target_compile_options(
    gander_warnings INTERFACE "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-restrict;-Wno-maybe-uninitialized>"
)
if(GANDER_SANITIZE)
    target_compile_options(gander_warnings INTERFACE -fsanitize=${GANDER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(gander_warnings INTERFACE -fsanitize=${GANDER_SANITIZE})
endif()

# gander_layer(name [layers it may see…]): the sources in src/<name>, compiled as objects.
function(gander_layer name)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
    if(name STREQUAL "driver")
        foreach(driver postgres sqlite)
            string(TOUPPER ${driver} upper)
            if(GANDER_WITH_${upper})
                file(GLOB more CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/driver/${driver}/*.cpp)
                list(APPEND sources ${more})
            endif()
        endforeach()
    endif()
    if(NOT sources)
        file(WRITE ${CMAKE_BINARY_DIR}/empty_layer.cpp "")
        set(sources ${CMAKE_BINARY_DIR}/empty_layer.cpp)
    endif()
    add_library(gander_${name} OBJECT ${sources})
    target_include_directories(gander_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(gander_${name} PRIVATE gander_warnings ${GANDER_FMT})
    target_compile_definitions(
        gander_${name}
        PRIVATE GANDER_VERSION="${PROJECT_VERSION}" GANDER_WITH_POSTGRES=$<BOOL:${GANDER_WITH_POSTGRES}>
                GANDER_WITH_SQLITE=$<BOOL:${GANDER_WITH_SQLITE}>
    )
    if(name STREQUAL "driver")
        target_include_directories(gander_driver PRIVATE ${PostgreSQL_INCLUDE_DIRS} ${SQLite3_INCLUDE_DIRS})
    elseif(name MATCHES "^(report|schema)$")
        target_link_libraries(gander_${name} PRIVATE nlohmann_json::nlohmann_json)
    endif()
    if(name STREQUAL "schema" AND GANDER_WITH_POSTGRES)
        target_include_directories(gander_schema PRIVATE ${PgQuery_INCLUDE_DIR})
    endif()
    set(GANDER_LAYER_${name} ${ARGN} PARENT_SCOPE)
endfunction()

# gander_compose(target layers…): the objects of these layers, and the libraries they need.
function(gander_compose target)
    foreach(layer ${ARGN})
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:gander_${layer}>)
    endforeach()
    target_include_directories(
        ${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    )
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:gander_warnings> ${GANDER_FMT} Threads::Threads)
    if(driver IN_LIST ARGN)
        if(GANDER_WITH_POSTGRES)
            target_link_libraries(${target} PRIVATE PostgreSQL::PostgreSQL)
        endif()
        if(GANDER_WITH_SQLITE)
            target_link_libraries(${target} PRIVATE SQLite::SQLite3)
        endif()
    endif()
    if(schema IN_LIST ARGN AND GANDER_WITH_POSTGRES)
        target_link_libraries(${target} PRIVATE PgQuery::PgQuery)
        # Its names (palloc, …) are PostgreSQL's own, and nobody else's business.
        target_link_options(${target} PRIVATE LINKER:--exclude-libs,libpg_query.a)
    endif()
endfunction()
