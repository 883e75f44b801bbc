# Sourced with the path of a log: phase WHAT COMMAND... runs a command quietly. People see one line, with how long it
# took; what the command says goes to the log, whose end is shown if it fails.
phase_log=$1
: >"$phase_log"

phase() {
    local what=$1 began=$SECONDS
    shift
    printf '%s ... ' "$what"
    printf '\n--- %s\n' "$what" >>"$phase_log"
    if "$@" </dev/null >>"$phase_log" 2>&1; then
        printf '%d s\n' $((SECONDS - began))
        return
    fi
    printf 'failed after %d s; the end of %s:\n' $((SECONDS - began)) "$phase_log"
    tail -n 40 "$phase_log" >&2
    return 1
}
