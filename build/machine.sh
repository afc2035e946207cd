# What ./run and ./test ask of the machine. Sourced by both, from the checkout's folder.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1

say() { printf '%s\n' "$@" >&2; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# .data holds the database, keys and messages. As root, PostgreSQL's own account passes through it; nobody looks into it.
make_data_folder() {
    [ -d .data ] && return
    if is_root; then mkdir -m 711 .data; else mkdir -m 700 .data; fi
}

need_dotnet() {
    if ! command -v dotnet >/dev/null 2>&1; then
        for place in "${DOTNET_ROOT:-/nowhere}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /opt/dotnet; do
            if [ -x "$place/dotnet" ]; then
                export DOTNET_ROOT="$place" PATH="$place:$PATH"
                break
            fi
        done
    fi
    if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks | grep -q '^10\.'; then
        say 'The .NET 10 SDK is missing. Install it as https://dotnet.microsoft.com/download/dotnet/10.0 describes, then start this again.'
        return 1
    fi
}

has_postgres() {
    [ -n "${IDENTITYSERVER_POSTGRES_BIN:-}" ] && return
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null 2>&1
}

# .NET formats dates and compares names with it.
has_icu() {
    [ "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-}" = 1 ] || compgen -G '/usr/lib*/*/libicuuc.so.*' >/dev/null || compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null
}

# need_packages NAME... : installs them as root, otherwise says what to do.
need_packages() {
    [ "$#" -eq 0 ] && return
    if ! is_root || ! command -v apt-get >/dev/null 2>&1; then
        say "Missing here: $*. Install with: sudo apt-get install --no-install-recommends $*"
        return 1
    fi

    say "Installing $* ..."
    export DEBIAN_FRONTEND=noninteractive
    # Debian makes and starts a cluster with the package; ours is enough.
    local no_cluster=/etc/postgresql-common/createcluster.d/no-cluster-for-identityserver.conf status=0 said
    mkdir -p "${no_cluster%/*}" && echo 'create_main_cluster = false' >"$no_cluster"
    said=$({ apt-get update && apt-get install -y --no-install-recommends $(debian_names "$@"); } 2>&1 </dev/null) || status=$?
    rm -f "$no_cluster"
    [ "$status" -eq 0 ] || say "$said" "apt-get could not install $*; see above."
    return "$status"
}

# Debian numbers the package of ICU; which one there is shows only after apt-get update.
debian_names() {
    local name
    for name; do
        if [ "$name" = libicu ]; then
            apt-cache search --names-only '^libicu[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1
        else
            echo "$name"
        fi
    done
}
