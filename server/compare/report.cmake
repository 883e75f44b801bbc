# The style of a report's page travels inside the program. Included after the target `server_compare` is made.
set(report_style ${CMAKE_CURRENT_LIST_DIR}/report.css)
set(report_style_source ${CMAKE_CURRENT_BINARY_DIR}/report_style.cpp)
set(report_style_script ${CMAKE_SOURCE_DIR}/adapters/html/embed.cmake)
add_custom_command(OUTPUT ${report_style_source}
    COMMAND ${CMAKE_COMMAND} -DSTYLES=${report_style} -DOUTPUT=${report_style_source}
        -DHEADER=server/compare/report_style.hpp -DNAMESPACE=uag::compare -DFUNCTION=report_style -P ${report_style_script}
    DEPENDS ${report_style} ${report_style_script}
    COMMENT "Embedding the style of reports"
    VERBATIM)
target_sources(server_compare PRIVATE ${report_style_source})
