//! Names of variables that steer programs: they say what is loaded, run, believed or connected to, and no secret
//! may have one. `sw secrets exec` sets a variable for each secret.

/// Names as a whole.
#[rustfmt::skip] // one name a line would be three pages
const EXACT: &[&str] = &[
    // Shells, and what every program is started with.
    "BASHOPTS", "BASH_ENV", "BASH_LOADABLES_PATH", "BASH_XTRACEFD", "CDPATH", "COMSPEC", "ENV", "EUID", "FCEDIT", "FPATH", "GLOBIGNORE", "HOME",
    "HISTFILE", "IFS", "INPUTRC", "LANG", "LANGUAGE", "LOGNAME", "MAIL", "MAILPATH", "OLDPWD", "OPTARG", "OPTIND", "PATH", "PATHEXT", "PPID",
    "PROMPT", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS3", "PS4", "PSMODULEPATH", "PWD", "SHELL", "SHELLOPTS", "SHLVL", "SYSTEMROOT", "UID",
    "USER", "WINDIR", "ZDOTDIR",
    // Temporary files, terminals, pagers, editors.
    "BAT_PAGER", "BROWSER", "COLUMNS", "DISPLAY", "EDITOR", "LESS", "LESSCLOSE", "LESSEDIT", "LESSKEY", "LESSKEYIN", "LESSOPEN", "LINES", "MANOPT",
    "MANPAGER", "MANPATH", "MORE", "PAGER", "SUDO_ASKPASS", "SUDO_EDITOR", "SYSTEMD_EDITOR", "SYSTEMD_PAGER", "TEMP", "TERM", "TERMCAP", "TERMINFO",
    "TERMINFO_DIRS", "TMP", "TMPDIR", "VISUAL",
    // The C library and the loader.
    "GCONV_PATH", "GETCONF_DIR", "GLIBC_TUNABLES", "HOSTALIASES", "LOCALDOMAIN", "LOCPATH", "NIS_PATH", "NLSPATH", "RESOLV_HOST_CONF", "RES_OPTIONS",
    "TZ", "TZDIR",
    // Proxies, and whom to believe.
    "ALL_PROXY", "FTP_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE", "WGETRC",
    // Remote shells.
    "RSYNC_RSH", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "SSH_AUTH_SOCK", "SSH_SK_PROVIDER", "SVN_SSH", "CVS_RSH",
    // Languages and their tools.
    "ANT_OPTS", "CLASSPATH", "ELECTRON_RUN_AS_NODE", "GOBIN", "GOCACHE", "GOCACHEPROG", "GOENV", "GOEXPERIMENT", "GOFLAGS", "GOINSECURE", "GOMODCACHE",
    "GONOPROXY", "GONOSUMCHECK", "GONOSUMDB", "GOPATH", "GOPRIVATE", "GOPROXY", "GOROOT", "GOSUMDB", "GOTOOLCHAIN", "GRADLE_OPTS", "GRADLE_USER_HOME",
    "JAVA_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JRUBY_OPTS", "LUA_CPATH", "LUA_INIT", "LUA_PATH", "M2_HOME", "MAVEN_ARGS", "MAVEN_OPTS",
    "NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "NODE_PATH", "NODE_REPL_EXTERNAL_MODULE", "NODE_TLS_REJECT_UNAUTHORIZED", "PERLLIB", "PHPRC",
    "PHP_INI_SCAN_DIR", "RUBYLIB", "RUBYOPT", "RUBYSHELL", "RUSTC", "RUSTC_WORKSPACE_WRAPPER", "RUSTC_WRAPPER", "RUSTDOC", "RUSTDOCFLAGS", "RUSTFLAGS",
    "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "SBT_OPTS", "VIRTUAL_ENV",
    // Compilers and make.
    "AR", "CC", "CFLAGS", "CPATH", "CPLUS_INCLUDE_PATH", "CPPFLAGS", "CXX", "CXXFLAGS", "C_INCLUDE_PATH", "GCC_EXEC_PREFIX", "LDFLAGS", "LIBRARY_PATH",
    "COMPILER_PATH", "MAKE", "MAKEFILES", "MAKEFLAGS", "MAKEOVERRIDES", "MAKESHELL", "MFLAGS", "PKG_CONFIG_PATH",
    // Clouds, containers, clusters.
    "ANSIBLE_CONFIG", "AWS_CA_BUNDLE", "AWS_CONFIG_FILE", "AWS_DATA_PATH", "AWS_PAGER", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE", "AZURE_CONFIG_DIR",
    "AZURE_EXTENSION_DIR", "BOTO_CONFIG", "BUILDKIT_HOST", "CONTAINER_HOST", "DOCKER_BUILDKIT", "DOCKER_CERT_PATH", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_HOST",
    "DOCKER_TLS_VERIFY", "KUBECONFIG", "KUBECTL_EXTERNAL_DIFF", "KUBE_EDITOR", "PULUMI_HOME", "SAM_CLI_TELEMETRY", "TERRAFORM_CONFIG", "TOFU_CLI_CONFIG_FILE",
    "VAULT_CACERT", "VAULT_CAPATH", "VAULT_CONFIG_PATH", "VAULT_SKIP_VERIFY",
    // What a CI runner reads back.
    "CI", "GITHUB_ACTION_PATH", "GITHUB_ACTIONS", "GITHUB_API_URL", "GITHUB_ENV", "GITHUB_EVENT_PATH", "GITHUB_GRAPHQL_URL", "GITHUB_OUTPUT", "GITHUB_PATH",
    "GITHUB_SERVER_URL", "GITHUB_STATE", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "RUNNER_TEMP", "RUNNER_TOOL_CACHE", "RUNNER_WORKSPACE",
];

/// Starts of names that are never those of secrets.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "BASH_FUNC_", "COMPLUS_", "CORECLR_", "COR_ENABLE_", "COR_PROFILER", "DYLD_", "GIT_CONFIG", "LC_", "LD_", "LIBC_FATAL_", "MALLOC_", "PERL5", "SW_",
    "TF_CLI_", "TF_LOG", "TF_PLUGIN", "TF_REATTACH", "XDG_", "_JAVA_",
];

/// Starts of names that tools keep for their settings; those that end as a credential are one.
#[rustfmt::skip]
const SETTINGS: &[&str] = &[
    "ANSIBLE_", "ASAN_", "AWS_ENDPOINT_URL", "BUNDLE_", "BUN_", "CARGO_", "CLOUDSDK_", "COMPOSE_", "CONDA_", "COREPACK_", "CURL_", "DENO_", "DOTNET_", "GEM_",
    "GIT_", "HELM_", "LSAN_", "MSAN_", "MSBUILD", "NPM_CONFIG_", "NUGET_", "OPENSSL_", "PIPENV_", "PIP_", "PNPM_", "POETRY_", "PYTEST_", "PYTHON", "SSL_CERT_", "TF_", "TERM_",
    "TSAN_", "UBSAN_", "UV_", "YARN_",
];

/// How the name of a credential ends.
const CREDENTIALS: &[&str] = &[
    "_ACCESS_KEY",
    "_API_KEY",
    "_AUTH",
    "_CREDENTIAL",
    "_CREDENTIALS",
    "_KEY",
    "_PASS",
    "_PASSPHRASE",
    "_PASSWD",
    "_PASSWORD",
    "_PAT",
    "_SECRET",
    "_TOKEN",
];

/// Whether a variable of this name steers programs, in whatever case: some read `http_proxy`, and Windows reads any.
///
/// ```
/// use sw::secrets::is_steering;
/// assert!(is_steering("LD_PRELOAD") && is_steering("Path") && is_steering("TF_CLI_ARGS_plan"));
/// assert!(!is_steering("GIT_TOKEN") && !is_steering("CARGO_REGISTRY_TOKEN") && !is_steering("DATABASE_URL"));
/// ```
pub fn is_steering(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let starts = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    let is_credential = || {
        CREDENTIALS.iter().any(|end| name.ends_with(end))
            || name.starts_with("TF_VAR_")
            || name.starts_with("TF_TOKEN_")
    };
    EXACT.contains(&name.as_str()) || starts(STARTS) || starts(SETTINGS) && !is_credential()
}

#[cfg(test)]
mod tests {
    use super::is_steering;
    use crate::secrets::platforms;

    #[test]
    fn no_known_credential_is_refused() {
        let of_platforms = platforms().iter().flat_map(|platform| &platform.secrets);
        let names = of_platforms
            .flat_map(|entry| entry.aliases.iter().chain([&entry.name]))
            .map(String::as_str);
        #[rustfmt::skip]
        let others = [
            "GIT_TOKEN", "GIT_PASSWORD", "GIT_SSH_KEY", "GITHUB_TOKEN", "GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY", "NPM_TOKEN", "NPM_CONFIG_TOKEN", "CARGO_REGISTRY_TOKEN", "PYPI_TOKEN",
            "HELM_REGISTRY_PASSWORD", "COMPOSE_TOKEN", "PIP_TOKEN", "TF_VAR_PASSWORD", "TF_TOKEN_APP_TERRAFORM_IO", "TF_API_TOKEN", "DOCKER_PASSWORD", "DOCKER_USERNAME",
            "KUBE_TOKEN", "SSH_PRIVATE_KEY", "VAULT_TOKEN", "VAULT_ADDR", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "NUGET_API_KEY", "ANSIBLE_VAULT_PASSWORD",
            "PATH_TOKEN", "ENVIRONMENT_KEY", "HOMEPAGE_TOKEN", "LDAP_PASSWORD", "USER_PASSWORD", "SHELLY_KEY", "TERMS_KEY", "DATABASE_URL", "PULUMI_ACCESS_TOKEN",
        ];
        let refused: Vec<&str> = names.chain(others).filter(|name| is_steering(name)).collect();
        assert!(refused.is_empty(), "{refused:?}");
    }

    #[test]
    fn what_steers_programs_is_refused() {
        #[rustfmt::skip]
        let names = [
            "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "LD_TOKEN", "DYLD_INSERT_LIBRARIES", "PATH", "IFS", "ENV", "BASH_ENV", "BASH_FUNC_LS", "SHELLOPTS", "PS4", "PROMPT_COMMAND",
            "NODE_OPTIONS", "NODE_PATH", "GIT_SSH_COMMAND", "GIT_SSH", "GIT_ASKPASS", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "SSH_ASKPASS",
            "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PYTHONWARNINGS", "PERL5LIB", "PERL5OPT", "PERL5DB", "PERLLIB", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
            "MAVEN_OPTS", "GRADLE_OPTS", "CLASSPATH", "TF_CLI_ARGS", "TF_CLI_CONFIG_FILE", "TF_LOG", "TF_LOG_PATH", "TF_DATA_DIR", "TF_PLUGIN_CACHE_DIR", "TF_REATTACH_PROVIDERS",
            "HOME", "SHELL", "EDITOR", "VISUAL", "PAGER", "TERM", "TERMINFO", "TMPDIR", "XDG_CONFIG_HOME", "HTTP_PROXY", "https_proxy", "all_proxy", "No_Proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
            "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "CURL_HOME", "AWS_CONFIG_FILE", "AWS_ENDPOINT_URL_S3", "KUBECONFIG", "DOCKER_HOST", "COMPOSE_FILE", "HELM_PLUGINS", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT",
            "RUSTC_WRAPPER", "CARGO_HOME", "CARGO_BUILD_RUSTC_WRAPPER", "NPM_CONFIG_REGISTRY", "npm_config_prefix", "PIP_INDEX_URL", "MALLOC_CHECK_", "GCONV_PATH", "LOCPATH", "NLSPATH", "HOSTALIASES",
            "RES_OPTIONS", "LESSOPEN", "LESSCLOSE", "MANPAGER", "BROWSER", "PHP_INI_SCAN_DIR", "DOTNET_STARTUP_HOOKS", "COMPLUS_PROFILER", "CORECLR_PROFILER", "COR_PROFILER", "GLIBC_TUNABLES", "OPENSSL_CONF",
            "SW_LOG", "MAKEFLAGS", "GOFLAGS", "UV_INDEX_URL", "SSLKEYLOGFILE", "_JAVA_OPTIONS", "Path",
        ];
        let let_through: Vec<&str> = names.into_iter().filter(|name| !is_steering(name)).collect();
        assert!(let_through.is_empty(), "{let_through:?}");
    }
}
