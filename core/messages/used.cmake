# Refuses a message of the catalogue that stands nowhere in the sources.
# Usage: cmake -DSOURCES=<file of files> -DIDS=<ids.pot> -DOUTPUT=<folder> -DXGETTEXT=<xgettext> -DMSGUNIQ=<msguniq>
#     -DMSGCOMM=<msgcomm> -P used.cmake
cmake_policy(VERSION 3.25)
# All literals there are, also those of bytes that are no UTF-8, which 0.23 would refuse: the ids are ASCII.
execute_process(COMMAND ${XGETTEXT} --language=C++ --extract-all --from-code=ISO-8859-1 --add-location=never --omit-header
    --files-from=${SOURCES} --output=${OUTPUT}/literals.pot ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(READ ${OUTPUT}/literals.pot text)
string(REGEX REPLACE "\nmsgid \"\"\nmsgstr \"\"\n" "\n" text "\n${text}")
file(WRITE ${OUTPUT}/literals.pot "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n${text}")
execute_process(COMMAND ${MSGUNIQ} --use-first --output-file=${OUTPUT}/once.pot ${OUTPUT}/literals.pot
    ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MSGCOMM} --more-than=1 --no-wrap --output-file=${OUTPUT}/used.pot ${IDS} ${OUTPUT}/once.pot
    ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${MSGCOMM} --unique --no-wrap --omit-header ${OUTPUT}/used.pot ${IDS}
    OUTPUT_VARIABLE unused ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
if(unused)
    message(FATAL_ERROR "core/messages/*.po has what no source says:\n${unused}")
endif()
