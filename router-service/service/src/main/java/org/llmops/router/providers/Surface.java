package org.llmops.router.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of OpenAI's API a provider serves itself; the rest reaches it as chat completions. */
public enum Surface {
    @JsonProperty("chat_completions")
    CHAT_COMPLETIONS,
    @JsonProperty("responses")
    RESPONSES,
    @JsonProperty("completions")
    COMPLETIONS,
    @JsonProperty("embeddings")
    EMBEDDINGS;

    /** They have no completions, at least not at this address. */
    private static final Set<String> WITHOUT_COMPLETIONS = Set.of("api.groq.com", "api.mistral.ai", "api.deepseek.com");

    private static final Surface[] ALL = values();

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final String format = "openai." + wireName;

    /** As it is written in JSON and in the database. */
    String wireName() {
        return wireName;
    }

    /** The surface that clients of this format reach; null when it is none of OpenAI's. */
    static @Nullable Surface of(String format) {
        for (Surface surface : ALL) {
            if (surface.format.equals(format)) {
                return surface;
            }
        }
        return null;
    }

    /**
     * What is known of a provider that nobody has described: OpenAI and Azure serve all, others what most imitate. Who
     * speaks another dialect serves none.
     */
    static Set<Surface> usual(Dialect dialect, URI baseUrl) {
        if (!isMatterFor(dialect)) {
            return EnumSet.noneOf(Surface.class);
        }
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        if (dialect == Dialect.AZURE || host.equals("api.openai.com") || host.endsWith(".api.openai.com")) {
            return EnumSet.allOf(Surface.class);
        }
        return WITHOUT_COMPLETIONS.contains(host)
                ? EnumSet.of(CHAT_COMPLETIONS, EMBEDDINGS)
                : EnumSet.of(CHAT_COMPLETIONS, COMPLETIONS, EMBEDDINGS);
    }

    /** Providers of this dialect serve some of them. */
    static boolean isMatterFor(Dialect dialect) {
        return dialect == Dialect.OPENAI || dialect == Dialect.AZURE;
    }

    /** For the database. */
    static String column(Set<Surface> surfaces) {
        return surfaces.stream().map(Surface::wireName).collect(Collectors.joining(","));
    }

    static Set<Surface> fromColumn(String column) {
        return Arrays.stream(column.split(","))
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Surface.class)));
    }
}
