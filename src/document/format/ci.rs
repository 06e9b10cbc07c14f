//! Secrets in files of CI systems: each has one for every environment, and a job says which environment it is for.

use super::placeholder::TextSite;
use crate::diag::Diagnostic;
use crate::project::Environment;
use crate::secrets::ci_name;
use crate::value::Value;
use std::borrow::Cow;

impl TextSite<'_> {
    /// The name that a CI system has for a secret which the text reads in a job; none outside of jobs.
    ///
    /// # Errors
    /// When the secret differs between environments, and neither the job nor the file is for one.
    pub fn ci_secret(&self, name: &str, job: Option<&Value>) -> Result<String, Diagnostic> {
        let environment = self.environment(job);
        let environment = environment.as_deref();
        let secret = self.secret(name, environment);
        let naming = self.around.run.project().secrets.naming;
        ci_name(&secret, environment, naming).ok_or_else(|| {
            let message = format!(
                "the secret `{}` differs between environments, and none applies here",
                secret.name
            );
            Diagnostic::error("secret-without-environment", message)
                .hint("give the job an `environment`, emit the file with `env.emit(...)`, or declare the secret with `shared: true`")
        })
    }

    /// The environment of a job, or of the file.
    fn environment(&self, job: Option<&Value>) -> Option<Cow<'_, Environment>> {
        let named = job.and_then(|job| job.get("environment"));
        let name = named.and_then(|named| named.as_str().or_else(|| named.get("name")?.as_str()));
        let own = name.and_then(|name| self.around.run.project().environment(name).ok().cloned());
        own.map(Cow::Owned).or(self.around.environment.map(Cow::Borrowed))
    }
}
