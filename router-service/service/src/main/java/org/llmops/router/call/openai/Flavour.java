package org.llmops.router.call.openai;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Dialect;

/**
 * What providers that imitate OpenAI's chat completions know of it, each a row, as far as they document it or answer with
 * an error that is publicly reported. Only what would fail, or be lost, is said otherwise; what a provider does not offer
 * at all it refuses itself, by name. Servers that anybody may run at any address (vLLM, TGI, …) are in the last row:
 * nothing is changed for them.
 */
enum Flavour {
    OPENAI(
            host("api.openai.com"),
            Bound.EITHER,
            Instructions.DEVELOPER,
            Set.of("reasoning_content", "reasoning", "thinking_blocks", "cache_control"),
            Set.of(),
            Map.of()),
    // docs.mistral.ai/api: no stream_options, the last chunk tells the usage anyway; whatever is not in its schema is
    // an
    // error ("Extra inputs are not permitted").
    MISTRAL(
            host("api.mistral.ai"),
            Bound.MAX_TOKENS,
            Instructions.SYSTEM,
            Set.of(
                    "reasoning_content",
                    "reasoning",
                    "reasoning_details",
                    "thinking_blocks",
                    "cache_control",
                    "refusal"),
            Set.of("stream_options", "user", "store", "safety_identifier", "service_tier"),
            Map.of("seed", "random_seed")),
    // console.groq.com/docs/openai
    GROQ(
            host("api.groq.com"),
            Bound.EITHER,
            Instructions.SYSTEM,
            Set.of("reasoning_content", "thinking_blocks", "cache_control"),
            Set.of(),
            Map.of()),
    // api-docs.deepseek.com: roles are system, user, assistant and tool; max_tokens is the bound.
    DEEPSEEK(
            host("api.deepseek.com"),
            Bound.MAX_TOKENS,
            Instructions.SYSTEM,
            Set.of("thinking_blocks", "cache_control"),
            Set.of(),
            Map.of()),
    // docs.x.ai
    XAI(
            host("api.x.ai"),
            Bound.EITHER,
            Instructions.SYSTEM,
            Set.of("thinking_blocks", "cache_control"),
            Set.of(),
            Map.of()),
    // docs.together.ai
    TOGETHER(
            host("api.together.xyz", "api.together.ai"),
            Bound.MAX_TOKENS,
            Instructions.SYSTEM,
            Set.of("thinking_blocks", "cache_control"),
            Set.of(),
            Map.of()),
    // openrouter.ai/docs: hands on to others, cache_control included.
    OPENROUTER(
            host("openrouter.ai"), Bound.EITHER, Instructions.DEVELOPER, Set.of("thinking_blocks"), Set.of(), Map.of()),
    // docs.ollama.com/api/openai-compatibility: max_tokens is the bound, another name would be ignored.
    OLLAMA(
            host("ollama.com"),
            Bound.MAX_TOKENS,
            Instructions.SYSTEM,
            Set.of("thinking_blocks", "cache_control"),
            Set.of(),
            Map.of()),
    OTHER(host(), Bound.EITHER, Instructions.DEVELOPER, Set.of(), Set.of(), Map.of());

    /** Ollama's own port: whoever runs it rarely chooses another. */
    private static final int OLLAMA_PORT = 11_434;

    /** What bounds the output. */
    enum Bound {
        EITHER,
        MAX_TOKENS
    }

    /** Whose words come before those of the user. */
    enum Instructions {
        DEVELOPER,
        SYSTEM
    }

    private final Set<String> hosts;
    private final Bound bound;
    private final Instructions instructions;
    private final Set<String> unknownInMessages;
    private final Set<String> dispensable;
    private final Map<String, String> spelled;

    Flavour(
            Set<String> hosts,
            Bound bound,
            Instructions instructions,
            Set<String> unknownInMessages,
            Set<String> dispensable,
            Map<String, String> spelled) {
        this.hosts = hosts;
        this.bound = bound;
        this.instructions = instructions;
        this.unknownInMessages = unknownInMessages;
        this.dispensable = dispensable;
        this.spelled = spelled;
    }

    private static Set<String> host(String... hosts) {
        return Set.of(hosts);
    }

    /** The row of the target's provider. */
    static Flavour of(Target target) {
        if (target.provider().dialect() == Dialect.AZURE) {
            return OPENAI;
        }
        URI url = target.provider().baseUrl();
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        for (Flavour flavour : values()) {
            if (flavour.hosts.contains(host)) {
                return flavour;
            }
        }
        return host.endsWith(".api.openai.com") ? OPENAI : url.getPort() == OLLAMA_PORT ? OLLAMA : OTHER;
    }

    /** The usage of a stream has to be asked for. */
    boolean mustBeAskedForUsage() {
        return !dispensable.contains("stream_options");
    }

    /** What bounds the output. */
    Bound bound() {
        return bound;
    }

    /** Whose words come before those of the user. */
    Instructions instructions() {
        return instructions;
    }

    /** Members of messages and tools that it would take for an error. */
    Set<String> unknownInMessages() {
        return unknownInMessages;
    }

    /** Members of a request that do not bear on the answer, and that it would take for an error. */
    Set<String> dispensable() {
        return dispensable;
    }

    /** Members of a request that it knows by another name. */
    Map<String, String> spelled() {
        return spelled;
    }
}
