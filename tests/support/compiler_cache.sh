# Sourced by whatever builds: a compiler cache where there is one, told that precompiled headers are no obstacle.
if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros
fi
