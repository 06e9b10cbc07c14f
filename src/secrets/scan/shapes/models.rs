//! Language models, and what is built around them.

use super::Mark::{Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    row(
        "a key of a language model's API",
        Start(&["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-"]),
        "sk-((proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48})",
    ),
    // https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    row(
        "a key of a language model's API",
        Start(&["sk-ant-"]),
        "sk-ant-(api|admin|oat|ort|sid)[0-9]{2}-[A-Za-z0-9_-]{40,}",
    ),
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/deepseek.go
    row("a key of a language model's API", Key(&["deepseek"]), "sk-[0-9a-f]{32}"),
    // https://openrouter.ai/docs/api-reference/authentication
    row("an OpenRouter key", Start(&["sk-or-"]), "sk-or-v1-[a-f0-9]{64}"),
    // https://huggingface.co/docs/hub/security-tokens
    row("a Hugging Face token", Start(&["hf_", "api_org_"]), "(hf_|api_org_)[A-Za-z0-9]{34}"),
    // https://console.groq.com/docs/quickstart
    row(
        "a Groq, Replicate, Perplexity or xAI key",
        Start(&["gsk_", "r8_", "pplx-", "xai-"]),
        "(gsk_[A-Za-z0-9]{52}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{48}|xai-[A-Za-z0-9]{80})",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/langsmith.go
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/langfuse.go
    row(
        "a LangSmith or Langfuse key",
        Start(&["lsv2_", "sk-lf-"]),
        "(lsv2_(pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}|sk-lf-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})",
    ),
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/pinecone.go
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/nvidia.go
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/togetherai.go
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/cerebras.go
    row(
        "a Pinecone, NVIDIA, Together or Cerebras key",
        Start(&["pcsk_", "nvapi-", "tgp_v1_", "csk-"]),
        "(pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}|nvapi-[A-Za-z0-9_-]{60,128}|tgp_v1_[A-Za-z0-9_-]{43}|csk-[a-z0-9]{48})",
    ),
];
